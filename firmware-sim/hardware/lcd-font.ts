/**
 * Seven segments: a top, b upper right, c lower right, d bottom, e lower left, f upper left,
 * g middle, and the point. A position's segments are a bit mask of these.
 */
export const SEGMENT = { a: 1, b: 2, c: 4, d: 8, e: 16, f: 32, g: 64, p: 128 } as const;

/** One segment's letter; `p` is the decimal point. */
export type SegmentName = keyof typeof SEGMENT;

export const SEGMENT_NAMES: readonly SegmentName[] = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'p'];

/** All seven segments and the point. */
export const ALL_SEGMENTS = 255;

/**
 * Which segments show each character. First a person's readings, so that a mask reads back as its
 * first entry; letters that seven segments cannot tell from a digit (S from 5) or that have only a
 * usual stand-in (K, M, V, W, X) follow.
 */
const GLYPHS: readonly (readonly [character: string, segments: string])[] = [
  [' ', ''],
  ['0', 'abcdef'],
  ['1', 'bc'],
  ['2', 'abdeg'],
  ['3', 'abcdg'],
  ['4', 'bcfg'],
  ['5', 'acdfg'],
  ['6', 'acdefg'],
  ['7', 'abc'],
  ['8', 'abcdefg'],
  ['9', 'abcdfg'],
  ['A', 'abcefg'],
  ['b', 'cdefg'],
  ['C', 'adef'],
  ['c', 'deg'],
  ['d', 'bcdeg'],
  ['E', 'adefg'],
  ['F', 'aefg'],
  ['H', 'bcefg'],
  ['h', 'cefg'],
  ['J', 'bcd'],
  ['L', 'def'],
  ['n', 'ceg'],
  ['o', 'cdeg'],
  ['P', 'abefg'],
  ['q', 'abcfg'],
  ['r', 'eg'],
  ['t', 'defg'],
  ['U', 'bcdef'],
  ['u', 'cde'],
  ['y', 'bcdfg'],
  ['-', 'g'],
  ['_', 'd'],
  ['=', 'dg'],
  ['"', 'bf'],
  ["'", 'f'],
  ['°', 'abfg'],
  ['[', 'adef'],
  [']', 'abcd'],
  ['?', 'abeg'],
  ['a', 'abcdeg'],
  ['e', 'abdefg'],
  ['G', 'acdef'],
  ['i', 'c'],
  ['l', 'ef'],
  ['N', 'abcef'],
  ['B', 'cdefg'],
  ['D', 'bcdeg'],
  ['f', 'aefg'],
  ['g', 'abcdfg'],
  ['I', 'bc'],
  ['j', 'bcd'],
  ['K', 'acefg'],
  ['k', 'acefg'],
  ['M', 'ace'],
  ['m', 'ace'],
  ['O', 'abcdef'],
  ['p', 'abefg'],
  ['Q', 'abcfg'],
  ['R', 'eg'],
  ['S', 'acdfg'],
  ['s', 'acdfg'],
  ['T', 'defg'],
  ['V', 'bcdef'],
  ['v', 'cde'],
  ['W', 'bdf'],
  ['w', 'bdf'],
  ['X', 'bcefg'],
  ['x', 'bcefg'],
  ['Y', 'bcdfg'],
  ['Z', 'abdeg'],
  ['z', 'abdeg'],
];

const maskByCharacter = new Map<string, number>();
const characterByMask = new Map<number, string>();
for (const [character, segments] of GLYPHS) {
  let mask = 0;
  for (const name of SEGMENT_NAMES) if (segments.includes(name)) mask |= SEGMENT[name];
  maskByCharacter.set(character, mask);
  if (!characterByMask.has(mask)) characterByMask.set(mask, character);
}

/** Segments of one character; a character that the glass cannot show is three bars (a, d, g). */
export function segmentsOf(character: string): number {
  return maskByCharacter.get(character) ?? SEGMENT.a | SEGMENT.d | SEGMENT.g;
}

/** What a person reads in a mask: a character, with a point after it if that is lit; `?` if none. */
export function readSegments(mask: number): string {
  const point = (mask & SEGMENT.p) === 0 ? '' : '.';
  return (characterByMask.get(mask & ~SEGMENT.p) ?? '?') + point;
}
