import { encodeBase32, toHex } from '@fobkit/protocol';
import type { TokenRecord } from '../token-record.ts';

/** The seed in lower-case hex. */
export function seedHex(token: TokenRecord): string {
  return withSeed(token, toHex);
}

/** The seed in base32 without padding. */
export function seedBase32(token: TokenRecord): string {
  return withSeed(token, (bytes) => encodeBase32(bytes));
}

function withSeed(token: TokenRecord, write: (bytes: Uint8Array) => string): string {
  const bytes = token.seed.reveal();
  const text = write(bytes);
  bytes.fill(0);
  return text;
}
