import { UsageError } from '@fobkit/protocol';

const DEVICE_ID = /^[0-9a-f]{16}$/;

/** @throws UsageError when it is not 8 bytes in lower-case hex. */
export function checkDeviceId(deviceId: string): void {
  if (!DEVICE_ID.test(deviceId)) {
    throw new UsageError('a device id has 16 hexadecimal digits in lower case');
  }
}
