import { copyBytes } from '../bytes/copy.ts';
import { UsageError } from '../bytes/errors.ts';
import { encodeUtf8 } from '../bytes/utf8.ts';
import { ByteWriter } from '../bytes/writer.ts';
import { KEY_LENGTH } from './cipher-state.ts';
import { checkDeviceId } from './device-id.ts';
import { hkdf } from './hkdf.ts';
import type { ChannelPrimitives } from './primitives.ts';

/** Length of a batch key id, in bytes. */
export const BATCH_KEY_ID_LENGTH = 4;

const TRANSPORT_KEY = encodeUtf8('fobkit transport key');
const BATCH_KEY_ID = encodeUtf8('fobkit batch key id');

/**
 * The transport key of a blank fob, 32 bytes: HKDF-SHA-256 of the batch key, without salt, with
 * the info `fobkit transport key` ‖ device id (docs/protocol/05-sealed-channel.md §5.2).
 *
 * @throws UsageError when the batch key has not 32 bytes or the device id not 8.
 */
export function deriveTransportKey(
  primitives: ChannelPrimitives,
  batchKey: Uint8Array,
  deviceId: Uint8Array,
): Uint8Array {
  checkBatchKey(batchKey);
  checkDeviceId(deviceId);
  const info = new ByteWriter().bytes(TRANSPORT_KEY).bytes(deviceId).finish();
  return hkdf(primitives, { ikm: batchKey, info, length: KEY_LENGTH });
}

/**
 * Which batch key that is, 4 bytes that GetInfo tells in the clear: the start of HMAC-SHA-256
 * under the batch key of `fobkit batch key id` (§5.2). It names a key and proves nothing.
 *
 * @throws UsageError when the batch key has not 32 bytes.
 */
export function batchKeyId(primitives: ChannelPrimitives, batchKey: Uint8Array): Uint8Array {
  checkBatchKey(batchKey);
  return copyBytes(primitives.hmacSha256(batchKey, BATCH_KEY_ID), 0, BATCH_KEY_ID_LENGTH);
}

function checkBatchKey(batchKey: Uint8Array): void {
  if (batchKey.length !== KEY_LENGTH) throw new UsageError('a batch key has 32 bytes');
}
