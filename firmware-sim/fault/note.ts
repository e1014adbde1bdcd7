import type { Note } from './kind.ts';

/** The integer under `name`; 0 where there is none. */
export function integerIn(note: Note, name: string): number {
  const value = note[name];
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : 0;
}

/** The text under `name`; empty where there is none. */
export function textIn(note: Note, name: string): string {
  const value = note[name];
  return typeof value === 'string' ? value : '';
}

/** The integers under `name`; none where there is nothing of the sort. */
export function integersIn(note: Note, name: string): readonly number[] {
  const value = note[name];
  return typeof value === 'object' ? value : [];
}
