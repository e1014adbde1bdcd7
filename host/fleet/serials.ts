import type { SerialRange } from './fleet-plan.ts';

/** Numbers of labels are counted exactly up to here. */
const MOST_DIGITS = 15;

/** The range that begins with a label: its last run of digits counts on. Undefined: it has none. */
export function serialsFrom(label: string): SerialRange | undefined {
  const match = /^(.*?)(\d{1,15})(\D*)$/su.exec(label);
  const [, before, number, after] = match ?? [];
  if (before === undefined || number === undefined || after === undefined) return undefined;
  // What counts on is at most so long; what stands before it may be digits too.
  const digits = Math.min(number.length, MOST_DIGITS);
  return { before, digits, first: Number(number), after };
}

/** How many labels a range has. */
export function serialsIn({ digits, first }: SerialRange): number {
  return Number('9'.repeat(digits)) + 1 - first;
}

/** The label of a fob by its number in the fleet. */
export function serialOf({ before, digits, first, after }: SerialRange, fob: number): string {
  return `${before}${String(first + fob).padStart(digits, '0')}${after}`;
}
