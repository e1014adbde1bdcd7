import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Algorithm } from '../../../protocol/oath/parameters.ts';

export const algorithms: readonly Algorithm[] = ['SHA1', 'SHA256', 'SHA512'];

/** The RFCs' seed: the digits 1234567890 repeated to `length` characters. */
export function countedSeed(length: number): Uint8Array {
  return ascii('1234567890'.repeat(7).slice(0, length));
}

export function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** HMAC by OpenSSL, which shares no line with protocol/oath. */
export function opensslHmac(
  algorithm: Algorithm,
  secret: Uint8Array,
  message: Uint8Array,
): Uint8Array {
  return new Uint8Array(createHmac(algorithm.toLowerCase(), secret).update(message).digest());
}

/** RFC 4226 §5.3 written a second time, over bytes and with no table. */
export function truncated(tag: Uint8Array, digits: number): string {
  const view = new DataView(tag.buffer, tag.byteOffset, tag.length);
  const value = view.getUint32(view.getUint8(tag.length - 1) & 0xf) & 0x7fffffff;
  return (BigInt(value) % 10n ** BigInt(digits)).toString().padStart(digits, '0');
}

/** A file of test/vectors, whose shape the caller vouches for. */
export function vectors(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../vectors/${name}`, import.meta.url), 'utf8'));
}
