import { UsageError } from '../bytes/errors.ts';

/** Length of a device id, in bytes. */
export const DEVICE_ID_LENGTH = 8;

/** @throws UsageError when the device id has not 8 bytes. */
export function checkDeviceId(deviceId: Uint8Array): void {
  if (deviceId.length !== DEVICE_ID_LENGTH) throw new UsageError('a device id has 8 bytes');
}
