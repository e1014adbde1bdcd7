import { UsageError } from '../bytes/errors.ts';
import { ByteWriter } from '../bytes/writer.ts';
import type { ChannelPrimitives } from './primitives.ts';

/** Length of a SHA-256 digest and of an HMAC-SHA-256 tag, in bytes. */
export const HASH_LENGTH = 32;

export interface HkdfInput {
  readonly ikm: Uint8Array;
  /** Absent: empty, which HMAC treats as the 32 zero bytes of RFC 5869 §2.2. */
  readonly salt?: Uint8Array;
  readonly info?: Uint8Array;
  /** Bytes wanted, at most 8160. */
  readonly length: number;
}

const EMPTY = new Uint8Array(0);

/** HKDF-SHA-256, extract and expand (RFC 5869 §2). */
export function hkdf(primitives: ChannelPrimitives, input: HkdfInput): Uint8Array {
  const key = hkdfExtract(primitives, input.salt ?? EMPTY, input.ikm);
  return hkdfExpand(primitives, key, input.info ?? EMPTY, input.length);
}

/** A pseudorandom key of 32 bytes (RFC 5869 §2.2). */
export function hkdfExtract(
  primitives: ChannelPrimitives,
  salt: Uint8Array,
  ikm: Uint8Array,
): Uint8Array {
  return primitives.hmacSha256(salt, ikm);
}

/**
 * `length` bytes of output keying material (RFC 5869 §2.3).
 *
 * @throws UsageError when `length` is not a whole number from 0 to 255 × 32.
 */
export function hkdfExpand(
  primitives: ChannelPrimitives,
  key: Uint8Array,
  info: Uint8Array,
  length: number,
): Uint8Array {
  if (!Number.isInteger(length) || length < 0 || length > 255 * HASH_LENGTH) {
    throw new UsageError('HKDF-SHA-256 gives 0 to 8160 bytes');
  }
  const output = new ByteWriter(length + HASH_LENGTH);
  let block: Uint8Array = EMPTY;
  for (let counter = 1; output.length < length; counter++) {
    const input = new ByteWriter(HASH_LENGTH + info.length + 1);
    block = primitives.hmacSha256(key, input.bytes(block).bytes(info).u8(counter).finish());
    output.bytes(block);
  }
  return output.finish().subarray(0, length);
}
