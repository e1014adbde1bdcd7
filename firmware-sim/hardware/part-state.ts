/**
 * What a part remembers, as a flat record: the unit of a snapshot. Times are ticks of 1/32768 s.
 */
export type PartState = Readonly<Record<string, number | boolean | string | Uint8Array>>;

/** A snapshot that a part cannot take: the field is missing, of another type or out of range. */
export class PartStateError extends Error {
  readonly field: string;

  constructor(field: string, expected: string) {
    super(`part state: field "${field}" must be ${expected}`);
    this.name = 'PartStateError';
    this.field = field;
  }
}

/** The values that a part can work with, both ends included. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * World time and the ages of parts, in ticks: to 2^52 − 1, so that as many ticks again can pass
 * before sums are no longer exact.
 */
export const AGES: Range = { from: 0, to: 4_503_599_627_370_495 };

/** Tenths of a degree: far more than any chamber can do. */
export const TEMPERATURES: Range = { from: -100_000, to: 100_000 };

/** A word of 32 bits. */
export const WORDS: Range = { from: 0, to: 4_294_967_295 };

const SAFE: Range = { from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER };

/** The safe integer in `field`, within `range`. Throws PartStateError. */
export function integerOf(state: PartState, field: string, range: Range = SAFE): number {
  const value = state[field];
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    throw new PartStateError(field, 'an integer');
  }
  if (value < range.from || value > range.to) {
    throw new PartStateError(field, `from ${String(range.from)} to ${String(range.to)}`);
  }
  return value;
}

/** The boolean in `field`. Throws PartStateError. */
export function booleanOf(state: PartState, field: string): boolean {
  const value = state[field];
  if (typeof value !== 'boolean') throw new PartStateError(field, 'true or false');
  return value;
}

/** The string in `field`. Throws PartStateError. */
export function textOf(state: PartState, field: string): string {
  const value = state[field];
  if (typeof value !== 'string') throw new PartStateError(field, 'a text');
  return value;
}

/** The integer in `field`, or undefined where the part saved none. Throws PartStateError. */
export function optionalIntegerOf(
  state: PartState,
  field: string,
  range: Range = SAFE,
): number | undefined {
  return state[field] === undefined ? undefined : integerOf(state, field, range);
}
