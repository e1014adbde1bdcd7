import { RuleBroken } from './outcome.ts';

const MOST = Number.MAX_SAFE_INTEGER;

/** Reads bytes as a sender MUST write them ([MSG-1] to [MSG-6]). @throws RuleBroken */
export function checkCbor(bytes: Uint8Array): void {
  const end = item(bytes, 0);
  if (end !== bytes.length) broken('MSG-6', `${bytes.length - end} bytes behind the end`);
}

/** One item; where it ends. */
function item(bytes: Uint8Array, at: number): number {
  const first = bytes[at];
  if (first === undefined) return broken('MSG-6', 'it ends within an item');
  if (first === 0xf4 || first === 0xf5) return at + 1;
  const type = first & 0xe0;
  if (type > 0xa0) broken('MSG-1', `an item that begins with 0x${first.toString(16)}`);
  const { argument, next } = argumentOf(bytes, at);
  switch (type) {
    case 0x00:
    case 0x20:
      return next;
    case 0x40:
    case 0x60:
      if (next + argument > bytes.length) broken('MSG-6', 'a length beyond the end');
      if (type === 0x60) checkUtf8(bytes.subarray(next, next + argument));
      return next + argument;
    case 0x80:
      return items(bytes, next, argument);
    default:
      return entries(bytes, next, argument);
  }
}

function items(bytes: Uint8Array, start: number, count: number): number {
  let at = start;
  for (let index = 0; index < count; index++) at = item(bytes, at);
  return at;
}

function entries(bytes: Uint8Array, start: number, count: number): number {
  let at = start;
  let before = -1;
  for (let index = 0; index < count; index++) {
    if (((bytes[at] ?? 0xff) & 0xe0) !== 0) broken('MSG-4', 'a key that is no unsigned integer');
    const { argument, next } = argumentOf(bytes, at);
    if (argument <= before) broken('MSG-4', `key ${argument} behind key ${before}`);
    before = argument;
    at = item(bytes, next);
  }
  return at;
}

const WIDTHS = [1, 2, 4, 8] as const;
const LEAST = [24, 0x100, 0x1_0000, 0x1_0000_0000] as const;

function argumentOf(bytes: Uint8Array, at: number): { argument: number; next: number } {
  const low = (bytes[at] ?? 0) & 0x1f;
  if (low < 24) return { argument: low, next: at + 1 };
  const width = WIDTHS[low - 24];
  const least = LEAST[low - 24];
  if (width === undefined || least === undefined) return broken('MSG-1', 'an indefinite length');
  if (at + 1 + width > bytes.length) broken('MSG-6', 'it ends within a head');
  const digits = bytes.subarray(at + 1, at + 1 + width);
  const argument = digits.reduce((sum, digit) => sum * 256 + digit, 0);
  if (argument < least) broken('MSG-2', `${argument} in ${width} bytes`);
  if (argument > MOST) broken('MSG-3', 'an argument beyond 2^53 - 1');
  return { argument, next: at + 1 + width };
}

function checkUtf8(bytes: Uint8Array): void {
  try {
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    broken('MSG-5', 'a text that is no UTF-8');
  }
}

function broken(rule: string, message: string): never {
  throw new RuleBroken(rule, `the fob's message is not well written: ${message}`);
}
