import { NEVER } from './never.ts';

/** How many numbers a token's memory is. */
export const MEMORY_WIDTH = 8;

/** Where each stands, from the beginning of a token's memory. Times are whole unix seconds. */
export const Column = {
  /** The step or counter accepted last; -1 before the first. */
  lastFactor: 0,
  driftSteps: 1,
  acceptedAt: 2,
  /** Wrong codes in a row, twice; and 1 more while idleness locks not again. */
  wrong: 3,
  wrongAt: 4,
  lockedAt: 5,
  /** The first of two codes that resynchronise. */
  firstFactor: 6,
  /** When it came; `NEVER`: none is remembered. */
  firstAt: 7,
} as const;

/** A token of which no code was accepted yet. */
export function freshColumns(memory: Float64Array, at: number): void {
  memory.fill(0, at, at + MEMORY_WIDTH);
  memory[at + Column.lastFactor] = -1;
  memory[at + Column.acceptedAt] = NEVER;
  memory[at + Column.wrongAt] = NEVER;
  memory[at + Column.lockedAt] = NEVER;
  memory[at + Column.firstAt] = NEVER;
}

/** A lock and the count of wrong codes go; a token that was idle is good for its next code. */
export function releaseColumns(memory: Float64Array, at: number): void {
  clearLock(memory, at);
  memory[at + Column.wrong] = 1;
}

/** The drift and the time of the last code go too; the codes that were used stay dead. */
export function resetColumns(memory: Float64Array, at: number): void {
  const isIdleAllowed = columnOf(memory, at + Column.wrong) % 2;
  clearLock(memory, at);
  memory[at + Column.wrong] = isIdleAllowed;
  memory[at + Column.acceptedAt] = NEVER;
  memory[at + Column.driftSteps] = 0;
}

/** No wrong codes, no lock, no first of two codes. */
export function clearLock(memory: Float64Array, at: number): void {
  memory[at + Column.wrong] = 0;
  memory[at + Column.wrongAt] = NEVER;
  memory[at + Column.lockedAt] = NEVER;
  forgetFirst(memory, at);
}

export function forgetFirst(memory: Float64Array, at: number): void {
  memory[at + Column.firstFactor] = 0;
  memory[at + Column.firstAt] = NEVER;
}

/** Wrong codes in a row. */
export function wrongOf(memory: Float64Array, at: number): number {
  return Math.floor(columnOf(memory, at + Column.wrong) / 2);
}

export function isIdleAllowed(memory: Float64Array, at: number): boolean {
  return columnOf(memory, at + Column.wrong) % 2 === 1;
}

/** A column; arrays are as long as whoever made them says. */
export function columnOf(memory: Float64Array, index: number): number {
  return memory[index] ?? 0;
}
