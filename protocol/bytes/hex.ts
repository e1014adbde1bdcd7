import { UsageError } from './errors.ts';

const DIGITS = '0123456789abcdef';

/** Lower-case hex, two digits a byte, no separators. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += DIGITS.charAt(byte >>> 4) + DIGITS.charAt(byte & 15);
  return text;
}

/**
 * Bytes of hex in either case. An odd number of digits or any other character (spaces, `0x`)
 * throws `UsageError` with the position, never the text, which may be a secret.
 */
export function fromHex(text: string): Uint8Array {
  if (text.length % 2 !== 0) throw new UsageError('hex wants an even number of digits');
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = (digit(text, i * 2) << 4) | digit(text, i * 2 + 1);
  }
  return bytes;
}

function digit(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  if (lower >= 0x61 && lower <= 0x66) return lower - 0x57;
  throw new UsageError(`not a hex digit at position ${String(at)}`);
}
