import { UsageError } from '../bytes/errors.ts';
import { encodeUtf8 } from '../bytes/utf8.ts';
import { ByteWriter } from '../bytes/writer.ts';
import { HASH_LENGTH, hkdf } from './hkdf.ts';
import type { ChannelPrimitives } from './primitives.ts';
import { checkDeviceId } from './device-id.ts';

/** Length of the nonce of a key check, in bytes. */
export const KEY_CHECK_NONCE_LENGTH = 16;

/** Length of the answer of a key check, in bytes. */
export const KEY_CHECK_LENGTH = HASH_LENGTH;

const KEY_CHECK = encodeUtf8('fobkit key check');

export interface KeyCheckInput {
  readonly seed: Uint8Array;
  /** 16 bytes of the host's choice, new for each check. */
  readonly nonce: Uint8Array;
  readonly deviceId: Uint8Array;
  /** Deterministic CBOR of all loaded parameters except the seed. */
  readonly parameters: Uint8Array;
}

/**
 * Proof that a fob holds this seed with these parameters, 32 bytes, from which the seed cannot be
 * had: HMAC-SHA-256 of nonce ‖ device id ‖ parameters under HKDF-SHA-256 of the seed with the info
 * `fobkit key check` (docs/protocol/05-sealed-channel.md §5.9).
 *
 * @throws UsageError when the nonce has not 16 bytes or the device id not 8.
 */
export function keyCheckTag(primitives: ChannelPrimitives, input: KeyCheckInput): Uint8Array {
  if (input.nonce.length !== KEY_CHECK_NONCE_LENGTH) {
    throw new UsageError('the nonce of a key check has 16 bytes');
  }
  checkDeviceId(input.deviceId);
  const key = hkdf(primitives, { ikm: input.seed, info: KEY_CHECK, length: HASH_LENGTH });
  const data = new ByteWriter().bytes(input.nonce).bytes(input.deviceId).bytes(input.parameters);
  return primitives.hmacSha256(key, data.finish());
}
