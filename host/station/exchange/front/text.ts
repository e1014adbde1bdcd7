import type { ExchangeFault } from '../exchange-error.ts';
import { ExchangeError } from '../exchange-error.ts';

/** Largest file, in bytes: a million lines. */
export const MAX_FILE_BYTES = 128 * 1024 * 1024;
const MAX_LINES = 1_000_000;
/** Longest line, in UTF-16 units. */
const MAX_LINE = 4096;

/** A line with something in it. */
export interface Line {
  /** From 1. */
  readonly number: number;
  /** Without its end. */
  readonly text: string;
}

/** Beginnings of files that are no text, and what to do with such a file. */
const NOT_TEXT: readonly (readonly [start: string, remedy: string])[] = [
  ['PK\u0003\u0004', 'a spreadsheet or archive: save the sheet as "CSV UTF-8" and import that'],
  ['\u00d0\u00cf\u0011\u00e0', 'an old spreadsheet: save the sheet as "CSV UTF-8" and import that'],
  ['%PDF', 'a PDF: scan its QR codes instead'],
  ['\u0089PNG', 'a picture: scan its QR codes instead'],
  ['-----BEGIN PGP', 'encrypted by PGP: decrypt it first'],
  ['\u001f\u008b', 'compressed: unpack it first'],
];

/**
 * Text of a file: UTF-8 with or without a byte order mark, or UTF-16 with one. `ExchangeError` for
 * everything else, with every line that is not UTF-8.
 */
export function decodeText(file: string, bytes: Uint8Array): string {
  if (bytes.length > MAX_FILE_BYTES) {
    throw refused(file, `larger than ${String(MAX_FILE_BYTES / 1024 / 1024)} MiB`);
  }
  const start = String.fromCharCode(...bytes.subarray(0, 16));
  const other = NOT_TEXT.find(([beginning]) => start.startsWith(beginning));
  if (other !== undefined) throw refused(file, other[1]);
  if (start.startsWith('\u00ff\u00fe')) return utf16(file, bytes, 'utf-16le');
  if (start.startsWith('\u00fe\u00ff')) return utf16(file, bytes, 'utf-16be');
  if (bytes.includes(0)) {
    throw refused(file, 'has NUL bytes: not text, or UTF-16 without a byte order mark');
  }
  const text = decoded(bytes, 'utf-8');
  if (text !== undefined) return text;
  throw new ExchangeError(file, linesNotUtf8(bytes));
}

/** The lines that are not blank. Too many lines throw; each line that is too long is a fault. */
export function splitLines(
  file: string,
  text: string,
): { readonly lines: readonly Line[]; readonly faults: readonly ExchangeFault[] } {
  const texts = text.split(/\r\n|\n|\r/);
  if (texts.length > MAX_LINES) throw refused(file, `more than ${String(MAX_LINES)} lines`);
  const lines: Line[] = [];
  const faults: ExchangeFault[] = [];
  for (const [index, line] of texts.entries()) {
    const number = index + 1;
    if (line.length > MAX_LINE) {
      faults.push({ line: number, message: `longer than ${String(MAX_LINE)} characters` });
    } else if (line.trim() !== '') {
      lines.push({ number, text: line });
    }
  }
  return { lines, faults };
}

function utf16(file: string, bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): string {
  const text = decoded(bytes, encoding);
  if (text === undefined) throw refused(file, 'broken UTF-16');
  return text;
}

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function linesNotUtf8(bytes: Uint8Array): readonly ExchangeFault[] {
  const faults: ExchangeFault[] = [];
  let start = 0;
  for (let line = 1; start <= bytes.length; line++) {
    // No character of UTF-8 has this byte in it.
    const found = bytes.indexOf(0x0a, start);
    const end = found < 0 ? bytes.length : found;
    if (decoded(bytes.subarray(start, end), 'utf-8') === undefined) {
      faults.push({ line, message: 'not UTF-8: save the file as UTF-8 ("CSV UTF-8")' });
    }
    start = end + 1;
  }
  return faults;
}

function refused(file: string, message: string): ExchangeError {
  return new ExchangeError(file, [{ message }]);
}
