import { paintId, type Face } from './face.ts';
import { letteringSvg, letteringWidth } from './lettering.ts';
import type { LcdView } from './lcd.ts';
import { CELL, segmentsSvg } from './segment-svg.ts';

/** Units of the picture in a millimetre. */
export const UNITS = 10;
/** Room around the case for its shadow and the key ring. */
export const MARGIN = 40;

const GLASS_PADDING = 14;

/** A rectangle in picture units. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The case of a fob or card, in picture units. */
export function caseBox(face: Face): Box {
  return {
    x: MARGIN + (face.keyRing ? 70 : 0),
    y: MARGIN,
    width: face.widthMillimetres * UNITS,
    height: face.heightMillimetres * UNITS,
  };
}

/** Shadow, key ring and body: what front and back share; the ring is at `ringSide`. */
export function bodySvg(face: Face, box: Box, ringSide: 'left' | 'right'): string {
  const radius = face.cornerMillimetres * UNITS;
  const { colours } = face;
  const at = (inset: number): string =>
    `x="${box.x + inset}" y="${box.y + inset}" width="${box.width - 2 * inset}" height="${box.height - 2 * inset}" rx="${Math.max(0, radius - inset)}"`;
  const eyeX = ringSide === 'left' ? box.x + 34 : box.x + box.width - 34;
  const eyeY = box.y + box.height / 2;
  const ringX = ringSide === 'left' ? eyeX - 38 : eyeX + 38;
  const arc = `M${eyeX} ${eyeY}A42 42 0 1 ${ringSide === 'left' ? 1 : 0} ${2 * ringX - eyeX} ${eyeY + 8}`;
  const back = `M${eyeX} ${eyeY}A42 42 0 0 ${ringSide === 'left' ? 0 : 1} ${2 * ringX - eyeX} ${eyeY + 8}`;
  const ring = (path: string): string =>
    `<path d="${path}" fill="none" stroke="#7d838a" stroke-width="8"/>` +
    `<path d="${path}" fill="none" stroke="#d9dde1" stroke-width="3"/>`;
  return [
    `<rect ${at(0)} fill="#000" opacity="0.45" filter="url(#${paintId(face, 'soft')})" transform="translate(0 10)"/>`,
    face.keyRing ? ring(back) : '',
    `<rect ${at(0)} fill="url(#${paintId(face, 'body')})" stroke="${colours.bodyShade}" stroke-width="2"/>`,
    `<rect ${at(5)} fill="none" stroke="#fff" stroke-opacity="0.22" stroke-width="2"/>`,
    `<rect ${at(10)} fill="none" stroke="#000" stroke-opacity="0.10" stroke-width="1.5"/>`,
    face.keyRing
      ? `<circle cx="${eyeX}" cy="${eyeY}" r="17" fill="#2a2d31"/><circle cx="${eyeX}" cy="${eyeY}" r="17" fill="none" stroke="#fff" stroke-opacity="0.35" stroke-width="3"/>${ring(arc)}`
      : '',
  ].join('');
}

/** The front: brand, glass with what stands on it, and the button. */
export function caseFrontSvg(face: Face, view: LcdView, buttonDown: boolean): string {
  const box = caseBox(face);
  const room = 14 + (face.keyRing ? 48 : 10);
  const buttonRoom = face.button === 'none' ? 44 : face.button === 'bar' ? 80 : 118;
  const bezel = fitBezel(face, view, {
    x: box.x + room,
    y: box.y,
    width: box.width - room - buttonRoom,
    height: box.height,
  });
  if (face.shape === 'stick') return stickFrontSvg(face, box);
  const brandSize = face.shape === 'card' ? 30 : 24;
  const button = buttonSvg(face, bezel, box, buttonDown);
  return [
    bodySvg(face, box, 'left'),
    letteringSvg(face.brand, {
      x: bezel.x + 2,
      y: bezel.y - 12,
      size: brandSize,
      fill: face.colours.print,
      tracking: 1.2,
      weight: 14,
    }),
    glassSvg(face, view, bezel),
    button,
  ].join('');
}

/** The front of a token without a glass: its brand, and the shell of its plug at the right. */
function stickFrontSvg(face: Face, box: Box): string {
  const { bezel, glass, print } = face.colours;
  const shell = { x: box.x + box.width - 118, y: box.y + (box.height - 120) / 2 };
  const hole = (y: number): string =>
    `<rect x="${shell.x + 66}" y="${shell.y + y}" width="22" height="24" fill="#20242a"/>`;
  return [
    bodySvg(face, box, 'left'),
    letteringSvg(face.brand, {
      x: box.x + (face.keyRing ? 74 : 30),
      y: box.y + box.height / 2 + 12,
      size: 34,
      fill: print,
      tracking: 1.2,
      weight: 14,
    }),
    `<rect x="${shell.x}" y="${shell.y}" width="118" height="120" fill="${bezel}" stroke="${glass}" stroke-width="3"/>`,
    hole(22),
    hole(74),
  ].join('');
}

/** The largest frame around the glass that keeps the glyphs' proportions. */
function fitBezel(face: Face, view: LcdView, room: Box): Box {
  const cells = Math.max(1, view.masks.length);
  const aspect = (cells * CELL.pitch + barsWidth(view)) / CELL.height;
  const headroom = face.brand === '' ? 0 : 34;
  const tallest = Math.min(room.height * 0.58, room.height - 44 - headroom);
  const width = Math.min(room.width, (tallest - 4 * GLASS_PADDING) * aspect + 4 * GLASS_PADDING);
  const height = (width - 4 * GLASS_PADDING) / aspect + 4 * GLASS_PADDING;
  return {
    x: room.x + (room.width - width) / 2,
    y: room.y + (room.height - height) / 2 + headroom / 2 - 2,
    width,
    height,
  };
}

function barsWidth(view: LcdView): number {
  return view.bars === undefined ? 0 : 12;
}

function glassSvg(face: Face, view: LcdView, bezel: Box): string {
  const { colours } = face;
  const glass = {
    x: bezel.x + GLASS_PADDING,
    y: bezel.y + GLASS_PADDING,
    width: bezel.width - 2 * GLASS_PADDING,
    height: bezel.height - 2 * GLASS_PADDING,
  };
  const scale = (glass.height - 2 * GLASS_PADDING) / CELL.height;
  const start = glass.x + GLASS_PADDING;
  const top = glass.y + GLASS_PADDING;
  const digits = start + barsWidth(view) * scale;
  return [
    `<rect x="${bezel.x}" y="${bezel.y}" width="${bezel.width}" height="${bezel.height}" rx="16" fill="${colours.bezel}"/>`,
    `<rect x="${bezel.x}" y="${bezel.y}" width="${bezel.width}" height="${bezel.height}" rx="16" fill="none" stroke="#fff" stroke-opacity="0.18" stroke-width="2"/>`,
    `<rect x="${glass.x}" y="${glass.y}" width="${glass.width}" height="${glass.height}" rx="6" fill="url(#${paintId(face, 'glass')})"/>`,
    `<path d="M${glass.x} ${glass.y + 6}h${glass.width}" stroke="#000" stroke-opacity="0.22" stroke-width="12" />`,
    `<g transform="translate(${start} ${top}) scale(${scale})" fill="${colours.ink}">${barsSvg(view)}</g>`,
    `<g transform="translate(${digits} ${top}) scale(${scale})">${segmentsSvg(view.masks, colours.ink)}</g>`,
    `<path d="M${glass.x + glass.width * 0.62} ${glass.y}h${glass.width * 0.2}l${-glass.height * 0.6} ${glass.height}h${-glass.width * 0.2}Z" fill="#fff" opacity="0.07"/>`,
  ].join('');
}

/** Time bars in a column at the left, the last to go at the bottom. */
function barsSvg(view: LcdView): string {
  if (view.bars === undefined) return '';
  const { lit, of } = view.bars;
  const step = CELL.height / of;
  const bars = Array.from({ length: of }, (_, i) => {
    const on = i >= of - lit;
    return `<rect x="0.6" y="${i * step + step * 0.18}" width="7" height="${step * 0.64}" rx="0.5" opacity="${on ? 0.92 : 0.055}"/>`;
  });
  return bars.join('');
}

function buttonSvg(face: Face, bezel: Box, box: Box, down: boolean): string {
  if (face.button === 'none') return '';
  const { colours } = face;
  const right = box.x + box.width;
  const x = (bezel.x + bezel.width + right) / 2 - 3;
  const y = box.y + box.height / 2 + 4;
  const shift = down ? 2 : 0;
  const size = face.button === 'bar' ? { w: 34, h: 96 } : { w: 76, h: 76 };
  const at = (grow: number): string =>
    `x="${x - size.w / 2 - grow}" y="${y - size.h / 2 - grow}" width="${size.w + 2 * grow}" height="${size.h + 2 * grow}" rx="${(Math.min(size.w, size.h) + 2 * grow) / 2}"`;
  return [
    `<rect ${at(6)} fill="#000" opacity="0.28"/>`,
    `<g transform="translate(0 ${shift})"><rect ${at(0)} fill="${colours.button}"/>`,
    `<rect ${at(0)} fill="url(#${paintId(face, 'dome')})"/>`,
    `<g fill="none" stroke="#fff" stroke-opacity="0.9" stroke-width="4.5" stroke-linecap="round"><path d="M${x - 8.5} ${y - 8.5}A12 12 0 1 0 ${x + 8.5} ${y - 8.5}"/><path d="M${x} ${y - 15}V${y - 3}"/></g></g>`,
  ].join('');
}

/** What the sticker on the back tells. */
export interface BackLabel {
  readonly model: string;
  readonly serialLabel?: string;
  readonly deviceId?: string;
}

/** The back: the sticker with the serial label. */
export function caseBackSvg(face: Face, label: BackLabel): string {
  const box = caseBox(face);
  const eye = face.keyRing ? 62 : 30;
  const inset = Math.max(34, face.cornerMillimetres * UNITS * 0.42);
  const stickerHeight = Math.min(box.height - 68, 210);
  const sticker = {
    x: box.x + inset,
    y: box.y + (box.height - stickerHeight) / 2,
    width: box.width - inset - eye,
    height: stickerHeight,
  };
  const left = sticker.x + 22;
  const inner = sticker.width - 44;
  const serial = label.serialLabel ?? '';
  const wanted = Math.min(58, sticker.height * 0.34);
  const tracking = 2;
  const size = Math.min(
    wanted,
    (wanted * inner) / Math.max(1, letteringWidth(serial, wanted, tracking)),
  );
  const middle = sticker.y + sticker.height * 0.5;
  const small = { x: left, size: 21, fill: '#3c4043', tracking: 0.8 };
  const deviceId = label.deviceId === undefined ? '' : `ID ${label.deviceId}`;
  return [
    bodySvg(face, box, 'right'),
    `<rect x="${sticker.x}" y="${sticker.y}" width="${sticker.width}" height="${sticker.height}" rx="10" fill="#f7f6f1" stroke="#000" stroke-opacity="0.25" stroke-width="1.5"/>`,
    letteringSvg(label.model, { ...small, y: sticker.y + 34, weight: 16 }),
    letteringSvg('シリアル番号', {
      ...small,
      x: sticker.x + sticker.width - 22,
      y: sticker.y + 34,
      anchor: 'end',
    }),
    serial === ''
      ? `<path d="M${left} ${middle + 22}h${inner}" stroke="#9aa0a6" stroke-width="2" stroke-dasharray="8 6"/>`
      : letteringSvg(serial, {
          x: left,
          y: middle + size * 0.42,
          size,
          fill: '#111',
          tracking,
          weight: 12,
        }),
    letteringSvg(deviceId, { ...small, size: 17, y: sticker.y + sticker.height - 16 }),
    letteringSvg('DO NOT OPEN', {
      ...small,
      size: 17,
      x: sticker.x + sticker.width - 22,
      y: sticker.y + sticker.height - 16,
      anchor: 'end',
    }),
  ].join('');
}
