import { UsbDescriptorType } from './codes.ts';
import { descriptor, type DescriptorValue } from './descriptor.ts';
import { u16le, u8 } from './layout.ts';

const device = descriptor(
  'device',
  { type: UsbDescriptorType.Device },
  {
    /** bcdUSB: 0x0210 is USB 2.1, which a host asks for a BOS. */
    usbVersion: u16le,
    deviceClass: u8,
    deviceSubclass: u8,
    deviceProtocol: u8,
    /** 8, 16, 32 or 64 bytes at full speed. */
    maxPacketSize0: u8,
    vendorId: u16le,
    productId: u16le,
    /** bcdDevice. */
    deviceVersion: u16le,
    /** Indices into the strings; 0 is no string. */
    manufacturerIndex: u8,
    productIndex: u8,
    serialNumberIndex: u8,
    configurationCount: u8,
  },
);

/** USB 2.0 table 9-8. */
export type DeviceDescriptor = DescriptorValue<typeof device>;

export function encodeDeviceDescriptor(value: DeviceDescriptor): Uint8Array {
  return device.encode(value);
}

/** @throws WireError when the bytes are not exactly one device descriptor. */
export function decodeDeviceDescriptor(bytes: Uint8Array): DeviceDescriptor {
  return device.decode(bytes);
}
