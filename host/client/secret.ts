import { Secret } from '@fobkit/protocol';

export { Secret };

/** A copy of the bytes, the caller's to overwrite. */
export function secretBytes(secret: Secret | Uint8Array): Uint8Array {
  return secret instanceof Secret ? secret.reveal() : secret;
}
