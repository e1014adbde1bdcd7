import { WireError } from '../bytes/errors.ts';

/** A block of 254 bytes that no zero follows (Cheshire & Baker 1999, table I). */
const FULL_BLOCK = 0xff;

/** Largest encoded length of `length` bytes. */
export function maxCobsLength(length: number): number {
  return length + Math.floor(length / 254) + 1;
}

/**
 * Consistent Overhead Byte Stuffing (Cheshire & Baker, IEEE/ACM Transactions on Networking 7(2),
 * 1999; docs/protocol/02-serial-framing.md §2.2): the bytes without any 0x00, no delimiter added.
 */
export function encodeCobs(bytes: Uint8Array): Uint8Array {
  const target = new Uint8Array(maxCobsLength(bytes.length));
  return target.slice(0, encodeCobsInto(bytes, bytes.length, target, 0));
}

/** Bytes of an encoded block, without delimiter. Throws `WireError` 'malformed'. */
export function decodeCobs(encoded: Uint8Array): Uint8Array {
  const target = new Uint8Array(encoded.length);
  const length = decodeCobsInto(encoded, 0, encoded.length, target);
  if (length < 0) throw new WireError('malformed', 'not COBS: a zero, or a block cut short');
  return target.slice(0, length);
}

/**
 * Encodes the first `length` bytes of `source` into `target` from `at`, where there must be room
 * for `maxCobsLength(length)`, and returns where the encoding ends.
 */
export function encodeCobsInto(
  source: Uint8Array,
  length: number,
  target: Uint8Array,
  at: number,
): number {
  let codeAt = at;
  let out = at + 1;
  for (let i = 0; i < length; i++) {
    // Closed only when more follows, so that a full block at the end has no empty block after it.
    if (out - codeAt === FULL_BLOCK) {
      target[codeAt] = FULL_BLOCK;
      codeAt = out++;
    }
    const byte = source[i] ?? 0;
    if (byte === 0) {
      target[codeAt] = out - codeAt;
      codeAt = out++;
    } else {
      target[out++] = byte;
    }
  }
  target[codeAt] = out - codeAt;
  return out;
}

/** From this code on a block is copied at once, which costs a call. */
const LONG_BLOCK = 32;

/**
 * Decodes `source` from `start` to `end` into the beginning of `target`, where there must be room
 * for `end - start`, and returns the decoded length; -1 when the bytes are not COBS.
 */
export function decodeCobsInto(
  source: Uint8Array,
  start: number,
  end: number,
  target: Uint8Array,
): number {
  let out = 0;
  let at = start;
  if (at >= end) return -1;
  while (at < end) {
    const code = source[at++] ?? 0;
    const blockEnd = at + code - 1;
    if (code === 0 || blockEnd > end) return -1;
    if (code > LONG_BLOCK) {
      const block = source.subarray(at, blockEnd);
      if (block.includes(0)) return -1;
      target.set(block, out);
      out += block.length;
      at = blockEnd;
    }
    while (at < blockEnd) {
      const byte = source[at++] ?? 0;
      if (byte === 0) return -1;
      target[out++] = byte;
    }
    if (code !== FULL_BLOCK && at < end) target[out++] = 0;
  }
  return out;
}
