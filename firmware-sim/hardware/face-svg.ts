import { caseBackSvg, caseBox, caseFrontSvg, MARGIN, UNITS, type BackLabel } from './case-svg.ts';
import { paintId, type Face } from './face.ts';
import type { LcdView } from './lcd.ts';
import { phoneBackSvg, phoneFrontSvg } from './phone-svg.ts';

/** What a picture of a fob shows. */
export interface FacePicture extends BackLabel {
  readonly face: Face;
  readonly view: LcdView;
  /** The code is in front, the serial label behind. */
  readonly side: 'front' | 'back';
  readonly buttonDown?: boolean;
}

/** The whole fob as an SVG document. All lettering is paths: it needs no font and no other file. */
export function faceSvg(picture: FacePicture): string {
  const { face } = picture;
  const [width, height] = faceSize(face);
  const inside =
    face.shape === 'phone'
      ? picture.side === 'front'
        ? phoneFrontSvg(face, picture.view)
        : phoneBackSvg(face, picture)
      : picture.side === 'front'
        ? caseFrontSvg(face, picture.view, picture.buttonDown === true)
        : caseBackSvg(face, picture);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width / 2}" height="${height / 2}">` +
    `${definitions(face)}${inside}</svg>`
  );
}

/** Width and height of the picture in its own units. */
export function faceSize(face: Face): readonly [width: number, height: number] {
  if (face.shape === 'phone') {
    return [
      face.widthMillimetres * UNITS + 2 * MARGIN,
      face.heightMillimetres * UNITS + 2 * MARGIN,
    ];
  }
  const box = caseBox(face);
  const ring = face.keyRing ? 70 : 0;
  return [box.width + 2 * MARGIN + 2 * ring, box.height + 2 * MARGIN];
}

function definitions(face: Face): string {
  const { colours } = face;
  const stop = (offset: number, colour: string, opacity = 1): string =>
    `<stop offset="${offset}" stop-color="${colour}" stop-opacity="${opacity}"/>`;
  return [
    '<defs>',
    `<linearGradient id="${paintId(face, 'body')}" x1="0" y1="0" x2="0.25" y2="1">${stop(0, colours.body)}${stop(1, colours.bodyShade)}</linearGradient>`,
    `<linearGradient id="${paintId(face, 'glass')}" x1="0" y1="0" x2="0" y2="1">${stop(0, colours.glass)}${stop(1, colours.glass, 0.88)}</linearGradient>`,
    `<radialGradient id="${paintId(face, 'dome')}" cx="0.4" cy="0.3" r="0.8">${stop(0, '#fff', 0.35)}${stop(0.6, '#fff', 0)}${stop(1, '#000', 0.3)}</radialGradient>`,
    `<filter id="${paintId(face, 'soft')}" x="-20%" y="-20%" width="140%" height="150%"><feGaussianBlur stdDeviation="14"/></filter>`,
    '</defs>',
  ].join('');
}
