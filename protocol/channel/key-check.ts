import { UsageError } from '../bytes/errors.ts';
import { encodeUtf8 } from '../bytes/utf8.ts';
import { ByteWriter } from '../bytes/writer.ts';
import { HASH_LENGTH, hkdf } from './hkdf.ts';
import type { ChannelPrimitives } from './primitives.ts';
import { checkDeviceId } from './prologue.ts';

/** Length of the nonce of a key check, in bytes. */
export const KEY_CHECK_NONCE_LENGTH = 16;

/** Length of the answer of a key check, in bytes. */
export const KEY_CHECK_LENGTH = HASH_LENGTH;

const KEY_CHECK = encodeUtf8('fobkit key check');

/**
 * Proof that a fob holds this seed with these parameters, 32 bytes, from which the seed cannot be
 * had: HMAC-SHA-256 of nonce ‖ device id ‖ parameters under HKDF-SHA-256 of the seed with the info
 * `fobkit key check` (docs/protocol/05-sealed-channel.md §5.9).
 *
 * @param nonce 16 bytes of the host's choice, new for each check.
 * @param parameters Deterministic CBOR of all loaded parameters except the seed (§5.9).
 * @throws UsageError when the nonce has not 16 bytes or the device id not 8.
 */
export function keyCheckTag(
  primitives: ChannelPrimitives,
  seed: Uint8Array,
  nonce: Uint8Array,
  deviceId: Uint8Array,
  parameters: Uint8Array,
): Uint8Array {
  if (nonce.length !== KEY_CHECK_NONCE_LENGTH) {
    throw new UsageError('the nonce of a key check has 16 bytes');
  }
  checkDeviceId(deviceId);
  const key = hkdf(primitives, { ikm: seed, info: KEY_CHECK, length: HASH_LENGTH });
  const data = new ByteWriter().bytes(nonce).bytes(deviceId).bytes(parameters);
  return primitives.hmacSha256(key, data.finish());
}
