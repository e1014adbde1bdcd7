import { UsageError, WireError } from './errors.ts';

/** Smallest code point that each sequence length may carry (RFC 3629 §3). */
const SMALLEST = [0, 0, 0x80, 0x800, 0x1_0000] as const;

/** UTF-8 of `text` (RFC 3629). A lone surrogate in `text` throws `UsageError`. */
export function encodeUtf8(text: string): Uint8Array {
  const out = new Uint8Array(text.length * 3);
  let at = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (isSurrogate(code)) throw new UsageError('text with a lone surrogate has no UTF-8 form');
    if (code < 0x80) {
      out[at++] = code;
    } else if (code < 0x800) {
      out[at++] = 0xc0 | (code >>> 6);
      out[at++] = 0x80 | (code & 0x3f);
    } else if (code < 0x1_0000) {
      out[at++] = 0xe0 | (code >>> 12);
      out[at++] = 0x80 | ((code >>> 6) & 0x3f);
      out[at++] = 0x80 | (code & 0x3f);
    } else {
      out[at++] = 0xf0 | (code >>> 18);
      out[at++] = 0x80 | ((code >>> 12) & 0x3f);
      out[at++] = 0x80 | ((code >>> 6) & 0x3f);
      out[at++] = 0x80 | (code & 0x3f);
    }
  }
  return out.slice(0, at);
}

/**
 * Text of UTF-8 bytes. Overlong forms, surrogates, code points above U+10FFFF, stray continuation
 * bytes and cut sequences throw `WireError` 'malformed'. A byte order mark is kept as a character.
 */
export function decodeUtf8(bytes: Uint8Array): string {
  const pieces: string[] = [];
  let at = 0;
  while (at < bytes.length) {
    const lead = bytes[at] ?? 0;
    const length = sequenceLength(lead);
    if (length === 0 || at + length > bytes.length) throw malformed(at);
    let code = length === 1 ? lead : lead & (0x7f >>> length);
    for (let i = 1; i < length; i++) {
      const next = bytes[at + i] ?? 0;
      if ((next & 0xc0) !== 0x80) throw malformed(at);
      code = (code << 6) | (next & 0x3f);
    }
    if (code < (SMALLEST[length] ?? 0) || code > 0x10_ffff || isSurrogate(code)) {
      throw malformed(at);
    }
    pieces.push(String.fromCodePoint(code));
    at += length;
  }
  return pieces.join('');
}

/** Length that the first byte announces; 0 for a byte that cannot begin a sequence. */
function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead < 0xc0) return 0;
  if (lead < 0xe0) return 2;
  if (lead < 0xf0) return 3;
  return lead < 0xf8 ? 4 : 0;
}

function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff;
}

function malformed(at: number): WireError {
  return new WireError('malformed', `not UTF-8 at byte ${String(at)}`);
}
