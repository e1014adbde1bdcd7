import { createSecretKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** A key of bytes, which are wiped. */
export function secretKey(bytes: Uint8Array): KeyObject {
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return key;
}
