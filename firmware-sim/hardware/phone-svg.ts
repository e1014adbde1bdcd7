import { MARGIN, UNITS } from './case-svg.ts';
import type { BackLabel } from './case-svg.ts';
import { paintId, type Face } from './face.ts';
import { letteringSvg, letteringWidth, type Lettering } from './lettering.ts';
import type { LcdView } from './lcd.ts';

const RING_RADIUS = 118;

/** A phone with the app on its screen: title, countdown ring, code, and the serial label if shown. */
export function phoneFrontSvg(face: Face, view: LcdView): string {
  const frame = phoneFrame(face);
  const { x, y, width, height, centre } = frame;
  const { colours } = face;
  const header = 118;
  const [code = '', caption] = view.rows;
  const screen = view.on
    ? [
        `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="44" fill="${colours.glass}"/>`,
        `<path d="M${x} ${y + header}V${y + 44}a44 44 0 0 1 44 -44H${x + width - 44}a44 44 0 0 1 44 44V${y + header}Z" fill="${colours.bezel}"/>`,
        menuMark(x + 34, y + 78),
        fitted(face.brand, width - 130, {
          x: centre + 26,
          y: y + 91,
          size: 34,
          fill: '#fff',
          weight: 10,
        }),
        ringSvg(view, centre, y + header + 190, colours),
        fitted(spaced(code), width - 90, {
          x: centre,
          y: y + header + 468,
          size: 128,
          fill: colours.ink,
          weight: 10,
        }),
        letteringSvg('ワンタイムパスワード', {
          x: centre,
          y: y + header + 522,
          size: 28,
          fill: '#5f6b76',
          anchor: 'middle',
        }),
        caption === undefined ? '' : captionSvg(caption, frame, y + header + 566, colours.ink),
      ]
    : [`<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="44" fill="#0b0d10"/>`];
  return [
    phoneBody(face, 'right'),
    ...screen,
    `<circle cx="${centre}" cy="${y + 24}" r="9" fill="#05070a"/>`,
    `<rect x="${centre - 74}" y="${y + height - 20}" width="148" height="7" rx="3.5" fill="${view.on ? '#26313b' : '#3a4148'}" opacity="0.7"/>`,
  ].join('');
}

/** The phone from behind. It has no sticker: its serial label lives on the screen. */
export function phoneBackSvg(face: Face, label: BackLabel): string {
  const frame = phoneFrame(face);
  return [
    phoneBody(face, 'left'),
    `<rect x="${frame.x - 6}" y="${frame.y - 6}" width="${frame.width + 12}" height="${frame.height + 12}" rx="50" fill="url(#${paintId(face, 'body')})"/>`,
    `<rect x="${frame.x + 16}" y="${frame.y + 16}" width="150" height="150" rx="38" fill="#000" opacity="0.22"/>`,
    ...[
      [56, 56],
      [112, 112],
    ].map(
      ([dx = 0, dy = 0]) =>
        `<circle cx="${frame.x + 7 + dx}" cy="${frame.y + 7 + dy}" r="31" fill="#15181c"/><circle cx="${frame.x + 7 + dx}" cy="${frame.y + 7 + dy}" r="14" fill="#2c3a4a"/>`,
    ),
    `<circle cx="${frame.x + 128}" cy="${frame.y + 54}" r="12" fill="#f3efe0"/>`,
    letteringSvg(label.model, {
      x: frame.centre,
      y: frame.y + frame.height - 60,
      size: 30,
      fill: face.colours.print,
      anchor: 'middle',
      tracking: 1,
    }),
  ].join('');
}

interface PhoneFrame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly centre: number;
}

/** The screen, inside a rim of 16 units. */
function phoneFrame(face: Face): PhoneFrame {
  const rim = 16;
  const width = face.widthMillimetres * UNITS - 2 * rim;
  return {
    x: MARGIN + rim,
    y: MARGIN + rim,
    width,
    height: face.heightMillimetres * UNITS - 2 * rim,
    centre: MARGIN + rim + width / 2,
  };
}

/** The case with its key, which is at the right of whoever looks at the screen. */
function phoneBody(face: Face, keyAt: 'left' | 'right'): string {
  const [width, height] = [face.widthMillimetres * UNITS, face.heightMillimetres * UNITS];
  const radius = face.cornerMillimetres * UNITS;
  const rect = `x="${MARGIN}" y="${MARGIN}" width="${width}" height="${height}" rx="${radius}"`;
  return [
    `<rect ${rect} fill="#000" opacity="0.45" filter="url(#${paintId(face, 'soft')})" transform="translate(0 10)"/>`,
    `<rect x="${keyAt === 'right' ? MARGIN + width - 3 : MARGIN - 6}" y="${MARGIN + 260}" width="9" height="110" rx="4" fill="${face.colours.bodyShade}"/>`,
    `<rect ${rect} fill="url(#${paintId(face, 'body')})"/>`,
    `<rect ${rect} fill="none" stroke="#fff" stroke-opacity="0.3" stroke-width="3"/>`,
  ].join('');
}

function ringSvg(view: LcdView, x: number, y: number, colours: Face['colours']): string {
  if (view.seconds === undefined) return '';
  const { left, of } = view.seconds;
  const length = 2 * Math.PI * RING_RADIUS;
  const shown = (length * left) / of;
  const circle = `cx="${x}" cy="${y}" r="${RING_RADIUS}" fill="none" stroke-width="22"`;
  return [
    `<circle ${circle} stroke="#dbe3ea"/>`,
    `<circle ${circle} stroke="${colours.button}" stroke-linecap="round" stroke-dasharray="${shown.toFixed(2)} ${length.toFixed(2)}" transform="rotate(-90 ${x} ${y})"/>`,
    letteringSvg(left.toString(), {
      x,
      y: y + 38,
      size: 104,
      fill: colours.ink,
      anchor: 'middle',
      weight: 6,
    }),
  ].join('');
}

function captionSvg(caption: string, frame: PhoneFrame, y: number, ink: string): string {
  return [
    `<rect x="${frame.x + 46}" y="${y}" width="${frame.width - 92}" height="122" rx="16" fill="#fff" stroke="#cfd8e0" stroke-width="2"/>`,
    letteringSvg('シリアル番号', {
      x: frame.centre,
      y: y + 42,
      size: 27,
      fill: '#5f6b76',
      anchor: 'middle',
    }),
    fitted(caption, frame.width - 130, {
      x: frame.centre,
      y: y + 94,
      size: 44,
      fill: ink,
      weight: 8,
    }),
  ].join('');
}

function menuMark(x: number, y: number): string {
  return `<path d="M${x} ${y - 12}h34M${x} ${y}h34M${x} ${y + 12}h34" stroke="#fff" stroke-width="4.5" stroke-linecap="round"/>`;
}

/** A centred line, made smaller where it would be wider than `room`. */
function fitted(text: string, room: number, set: Lettering): string {
  const width = Math.max(1, letteringWidth(text, set.size));
  const size = Math.min(set.size, (set.size * room) / width);
  return letteringSvg(text, { ...set, size, anchor: 'middle' });
}

/** A code in two groups, as apps show it. */
function spaced(code: string): string {
  if (!/^\d{6}$|^\d{8}$/.test(code)) return code;
  return `${code.slice(0, code.length / 2)} ${code.slice(code.length / 2)}`;
}
