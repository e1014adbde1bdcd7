import { SEGMENT, SEGMENT_NAMES, type SegmentName } from './lcd-font.ts';

/** Size of one character position in the units that `segmentsSvg` draws in. */
export const CELL = { width: 13, height: 20, pitch: 15.6 } as const;

const SLANT_DEGREES = 6;
const T = 1.35;
const GAP = 0.35;

/** A flat bar with pointed ends from (x1, y) to (x2, y). */
function across(x1: number, x2: number, y: number): string {
  const [left, right] = [x1 + GAP, x2 - GAP];
  return `M${left} ${y}l${T} ${-T}H${right - T}l${T} ${T}l${-T} ${T}H${left + T}Z`;
}

/** The same, upright, from (x, y1) to (x, y2). */
function upright(x: number, y1: number, y2: number): string {
  const [top, bottom] = [y1 + GAP, y2 - GAP];
  return `M${x} ${top}l${T} ${T}V${bottom - T}l${-T} ${T}l${-T} ${-T}V${top + T}Z`;
}

const LEFT = T;
const RIGHT = 11 - T;
const TOP = T;
const MIDDLE = 10;
const BOTTOM = 20 - T;

const OUTLINES: Readonly<Record<SegmentName, string>> = {
  a: across(LEFT, RIGHT, TOP),
  b: upright(RIGHT, TOP, MIDDLE),
  c: upright(RIGHT, MIDDLE, BOTTOM),
  d: across(LEFT, RIGHT, BOTTOM),
  e: upright(LEFT, MIDDLE, BOTTOM),
  f: upright(LEFT, TOP, MIDDLE),
  g: across(LEFT, RIGHT, MIDDLE),
  p: 'M12.1 18.6a1.4 1.4 0 1 0 2.8 0a1.4 1.4 0 1 0 -2.8 0Z',
};

/**
 * Seven-segment positions as SVG, origin at the upper left, slanted as real glass is: lit segments
 * in `ink`, the others as the faint ghosts that an eye sees at an angle.
 */
export function segmentsSvg(masks: readonly number[], ink: string): string {
  let lit = '';
  let ghosts = '';
  masks.forEach((mask, position) => {
    for (const name of SEGMENT_NAMES) {
      const path = `<path transform="translate(${position * CELL.pitch})" d="${OUTLINES[name]}"/>`;
      if ((mask & SEGMENT[name]) !== 0) lit += path;
      else if (name !== 'p') ghosts += path;
    }
  });
  return (
    `<g transform="translate(2.1) skewX(${-SLANT_DEGREES})" fill="${ink}">` +
    `<g opacity="0.055">${ghosts}</g><g opacity="0.92">${lit}</g></g>`
  );
}
