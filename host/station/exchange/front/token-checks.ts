import { MAX_SERIAL_LABEL, encodeUtf8 } from '@fobkit/protocol';
import { FORMULA, SHORTENED, isFormula, isShortened } from '../csv/formula.ts';
import type { SeedLimits } from './line-format.ts';

/** Longest name of a user, a maker and so on, in UTF-16 units. */
const MAX_NAME = 256;
/** Longest time step that a fob keeps, in seconds. */
export const MAX_STEP = 3600;

/**
 * What makes a text no serial label. Never quotes it, since the seed may stand in its place in a
 * file whose columns are shifted.
 */
export function serialFault(text: string): string | undefined {
  if (text === '') return 'missing';
  if (isShortened(text)) return SHORTENED;
  const name = nameFault(text);
  if (name !== undefined) return name;
  if (!/^[\x21-\x7e]*$/.test(text)) return 'a serial label is printable ASCII without blanks';
  if (text.length <= MAX_SERIAL_LABEL) return undefined;
  return `a serial label has at most ${String(MAX_SERIAL_LABEL)} bytes, this has ${String(encodeUtf8(text).length)}`;
}

/** What makes a text no name that goes into files and onto labels. Never quotes it. */
export function nameFault(text: string): string | undefined {
  if (text.length > MAX_NAME) return `longer than ${String(MAX_NAME)} characters`;
  if (/[\p{Cc}\p{Cs}]/u.test(text)) return 'has a control character or half of a character';
  return isFormula(text) ? `${FORMULA}: refused` : undefined;
}

/** What is wrong with the length of a seed, in bytes. */
export function seedLengthFault(length: number, { least, most }: SeedLimits): string | undefined {
  if (length < least) return `${String(length)} bytes long: shorter than ${String(least)}`;
  if (length > most) return `${String(length)} bytes long: a fob takes at most ${String(most)}`;
  return undefined;
}
