import type { OtpauthKey } from '@fobkit/protocol';
import {
  MAX_SEED,
  Secret,
  UsageError,
  decodeBase32,
  fromHex,
  parseOtpauth,
} from '@fobkit/protocol';

/** What a text says of a seed, if it says one. */
export type SeedGuess =
  | { readonly kind: 'otpauth'; readonly key: OtpauthKey }
  | { readonly kind: 'broken-otpauth'; readonly why: string }
  | { readonly kind: 'bare'; readonly encoding: 'hex' | 'base32'; readonly seed: Secret }
  | { readonly kind: 'none' };

/**
 * Hex wins where a text is both: of random seeds in base32, one in 10¹³ has none of the letters G to
 * Z. A text of decimal digits alone is no seed but a number: one random seed of 16 bytes in three
 * million is written so.
 */
export function guessSeed(text: string): SeedGuess {
  if (/^otpauth:/i.test(text)) return guessUri(text);
  const plain = text.replaceAll(' ', '');
  if (/^\d*$/.test(plain)) return { kind: 'none' };
  const hex = /^[0-9a-f]+$/i.test(plain) ? decoded(plain, fromHex) : undefined;
  if (hex !== undefined) return bare('hex', hex);
  const base32 = /^[A-Z2-7]+=*$/i.test(plain) ? decoded(plain, decodeBase32) : undefined;
  return base32 === undefined ? { kind: 'none' } : bare('base32', base32);
}

function guessUri(text: string): SeedGuess {
  try {
    return { kind: 'otpauth', key: parseOtpauth(text) };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return { kind: 'broken-otpauth', why: error.message };
  }
}

function bare(encoding: 'hex' | 'base32', bytes: Uint8Array): SeedGuess {
  if (bytes.length > MAX_SEED) return { kind: 'none' };
  const seed = new Secret(bytes);
  bytes.fill(0);
  return { kind: 'bare', encoding, seed };
}

function decoded(text: string, decode: (text: string) => Uint8Array): Uint8Array | undefined {
  try {
    return decode(text);
  } catch {
    return undefined;
  }
}
