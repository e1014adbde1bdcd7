import { UsageError } from './errors.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Base32 (RFC 4648 §6) in upper case; `padded` appends `=` to a multiple of eight characters. */
export function encodeBase32(bytes: Uint8Array, padded = false): string {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET.charAt((held >>> bits) & 31);
    }
    held &= (1 << bits) - 1;
  }
  if (bits > 0) text += ALPHABET.charAt((held << (5 - bits)) & 31);
  return padded ? text.padEnd(Math.ceil(text.length / 8) * 8, '=') : text;
}

/**
 * Bytes of base32 as people write it: either case, spaces anywhere, padding present, partial or
 * absent. Other characters, characters after padding, a length that no encoder writes and trailing
 * bits that are not zero throw `UsageError` with the position, never the text, which is a seed.
 */
export function decodeBase32(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let length = 0;
  let bits = 0;
  let held = 0;
  let digits = 0;
  let padding = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x20) continue;
    if (code === 0x3d) {
      padding++;
      continue;
    }
    const value = digitValue(code);
    if (value < 0 || padding > 0) throw refused(at, 'not a base32 character');
    digits++;
    held = ((held << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[length++] = held >>> bits;
    }
  }
  // RFC 4648 §6: the last group of eight holds 2, 4, 5, 7 or 8 characters.
  if (bits >= 5 || padding > (8 - (digits % 8)) % 8) throw refused(text.length, 'wrong length');
  if ((held & ((1 << bits) - 1)) !== 0) throw refused(text.length, 'trailing bits are not zero');
  return bytes.slice(0, length);
}

function digitValue(code: number): number {
  if (code >= 0x32 && code <= 0x37) return code - 0x32 + 26;
  const upper = code & ~0x20;
  if (code >= 0x41 && upper >= 0x41 && upper <= 0x5a) return upper - 0x41;
  return -1;
}

function refused(at: number, why: string): UsageError {
  return new UsageError(`base32: ${why} at position ${String(at)}`);
}
