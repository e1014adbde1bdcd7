/**
 * What a part remembers, as a flat record: the unit of a snapshot. Times are ticks of 1/32768 s.
 */
export type PartState = Readonly<Record<string, number | boolean | string | Uint8Array>>;

/** A snapshot that a part cannot take: the field is missing or of another type. */
export class PartStateError extends Error {
  readonly field: string;

  constructor(field: string, expected: string) {
    super(`part state: field "${field}" must be ${expected}`);
    this.name = 'PartStateError';
    this.field = field;
  }
}

/** The safe integer in `field`. Throws PartStateError. */
export function integerOf(state: PartState, field: string): number {
  const value = state[field];
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    throw new PartStateError(field, 'an integer');
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
export function optionalIntegerOf(state: PartState, field: string): number | undefined {
  return state[field] === undefined ? undefined : integerOf(state, field);
}
