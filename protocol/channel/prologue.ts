import { ByteWriter } from '../bytes/writer.ts';
import { checkDeviceId, DEVICE_ID_LENGTH } from './device-id.ts';

/**
 * The prologue of the handshake: protocol version (one byte) ‖ device id, so that a channel opened
 * for one fob or version is of no use on another (docs/protocol/05-sealed-channel.md §5.3).
 *
 * @throws UsageError when the version does not fit a byte or the device id has not 8 bytes.
 */
export function channelPrologue(version: number, deviceId: Uint8Array): Uint8Array {
  checkDeviceId(deviceId);
  return new ByteWriter(1 + DEVICE_ID_LENGTH).u8(version).bytes(deviceId).finish();
}
