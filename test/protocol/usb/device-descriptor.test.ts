import { describe, expect, it } from 'vitest';
import {
  decodeDeviceDescriptor,
  encodeDeviceDescriptor,
} from '../../../protocol/usb/device-descriptor.ts';
import { wireCode } from '../../support/wire-code.ts';
import { CHERRY, HOLTEK, NACON } from './real-devices.ts';

describe('a device descriptor', () => {
  it('of a real device, field by field', () => {
    expect(decodeDeviceDescriptor(HOLTEK.device)).toEqual({
      usbVersion: 0x0110,
      deviceClass: 0,
      deviceSubclass: 0,
      deviceProtocol: 0,
      maxPacketSize0: 64,
      vendorId: 0x04d9,
      productId: 0xa131,
      deviceVersion: 0x0106,
      manufacturerIndex: 1,
      productIndex: 2,
      serialNumberIndex: 0,
      configurationCount: 1,
    });
  });

  it.each([HOLTEK.device, NACON.device, CHERRY.device])('comes back byte for byte', (bytes) => {
    expect(encodeDeviceDescriptor(decodeDeviceDescriptor(bytes))).toEqual(bytes);
  });

  it('cut anywhere is refused', () => {
    for (let length = 0; length < 18; length++) {
      const cut = HOLTEK.device.subarray(0, length);
      expect(wireCode(() => decodeDeviceDescriptor(cut))).toBe('truncated');
    }
  });
});
