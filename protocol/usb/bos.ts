import { WireError } from '../bytes/errors.ts';
import { ByteWriter } from '../bytes/writer.ts';
import { UsbDescriptorType } from './codes.ts';
import { descriptor, type DescriptorValue, inPlace, splitDescriptors } from './descriptor.ts';
import { constant, layout, listToEnd, reserved, restBytes, u16le, u32le, u8 } from './layout.ts';
import { uuid } from './uuid.ts';

/** The UUID of the WebUSB platform capability (WebUSB §4.1). */
export const WEBUSB_PLATFORM = '3408b638-09a9-47a0-8bfd-a0768815b665';

/** The UUID of the Microsoft OS 2.0 platform capability (table 2 of its specification). */
export const MS_OS_20_PLATFORM = 'd8dd60df-4589-4cc7-9cd2-659d9e648a9f';

/** bDevCapabilityType: USB 3.2 table 9-14. */
const USB_2_EXTENSION = 2;
const PLATFORM = 5;

const BOS_HEAD_LENGTH = 5;

const bosHead = descriptor(
  'BOS',
  { type: UsbDescriptorType.Bos },
  { totalLength: u16le, capabilityCount: u8 },
);

const capability = descriptor(
  'device capability',
  { type: UsbDescriptorType.DeviceCapability },
  { capabilityType: u8, data: restBytes },
);

const usb2Extension = descriptor(
  'USB 2.0 extension',
  { type: UsbDescriptorType.DeviceCapability, subtype: USB_2_EXTENSION },
  { attributes: u32le },
);

const platformHead = { type: UsbDescriptorType.DeviceCapability, subtype: PLATFORM };

const webUsb = descriptor('WebUSB platform', platformHead, {
  reserved,
  uuid: constant(uuid, WEBUSB_PLATFORM),
  /** bcdVersion, 0x0100. */
  version: u16le,
  /** bRequest of the vendor requests. */
  vendorCode: u8,
  /** The URL to show when the device appears; 0 is none. */
  landingPage: u8,
});

const msOs20 = descriptor('Microsoft OS 2.0 platform', platformHead, {
  reserved,
  uuid: constant(uuid, MS_OS_20_PLATFORM),
  sets: listToEnd(
    layout({
      /** dwWindowsVersion: the least version that the set is for, 0x06030000 is Windows 8.1. */
      windowsVersion: u32le,
      /** wMSOSDescriptorSetTotalLength. */
      setLength: u16le,
      vendorCode: u8,
      alternateEnumeration: u8,
    }),
  ),
});

const otherPlatform = descriptor('platform', platformHead, { reserved, uuid, data: restBytes });

/** One device capability of a BOS. */
export type BosCapability =
  | ({ readonly kind: 'usb2-extension' } & DescriptorValue<typeof usb2Extension>)
  | ({ readonly kind: 'web-usb' } & DescriptorValue<typeof webUsb>)
  | ({ readonly kind: 'ms-os-20' } & DescriptorValue<typeof msOs20>)
  | ({ readonly kind: 'platform' } & DescriptorValue<typeof otherPlatform>)
  | ({ readonly kind: 'raw' } & DescriptorValue<typeof capability>);

/** Binary device object store: USB 3.2 §9.6.2. */
export interface Bos {
  readonly capabilities: readonly BosCapability[];
}

/** @throws UsageError when a value does not fit its field. */
export function encodeBos(bos: Bos): Uint8Array {
  const body = new ByteWriter(128);
  for (const one of bos.capabilities) body.bytes(encodeCapability(one));
  const totalLength = BOS_HEAD_LENGTH + body.length;
  const head = bosHead.encode({ totalLength, capabilityCount: bos.capabilities.length });
  return new ByteWriter(totalLength).bytes(head).bytes(body.finish()).finish();
}

/**
 * Capabilities that are not known here keep their bytes.
 * @throws WireError when lengths or counts do not agree with what is there.
 */
export function decodeBos(bytes: Uint8Array): Bos {
  return inPlace('BOS', () => {
    const [first, ...parts] = splitDescriptors(bytes);
    if (first === undefined) throw new WireError('truncated', 'no bytes');
    const { totalLength, capabilityCount } = bosHead.decode(first);
    if (totalLength !== bytes.length) {
      const code = totalLength > bytes.length ? 'truncated' : 'trailing';
      throw new WireError(code, `${String(bytes.length)} bytes of ${String(totalLength)}`);
    }
    if (capabilityCount !== parts.length) {
      const counts = `${String(parts.length)} capabilities of ${String(capabilityCount)}`;
      throw new WireError('value', counts);
    }
    return { capabilities: parts.map(decodeCapability) };
  });
}

function encodeCapability(one: BosCapability): Uint8Array {
  switch (one.kind) {
    case 'usb2-extension':
      return usb2Extension.encode(one);
    case 'web-usb':
      return webUsb.encode(one);
    case 'ms-os-20':
      return msOs20.encode(one);
    case 'platform':
      return otherPlatform.encode(one);
    case 'raw':
      return capability.encode(one);
  }
}

function decodeCapability(bytes: Uint8Array): BosCapability {
  const raw = capability.decode(bytes);
  if (raw.capabilityType === USB_2_EXTENSION) {
    return { kind: 'usb2-extension', ...usb2Extension.decode(bytes) };
  }
  if (raw.capabilityType !== PLATFORM) return { kind: 'raw', ...raw };
  const other = otherPlatform.decode(bytes);
  switch (other.uuid) {
    case WEBUSB_PLATFORM:
      return { kind: 'web-usb', ...webUsb.decode(bytes) };
    case MS_OS_20_PLATFORM:
      return { kind: 'ms-os-20', ...msOs20.decode(bytes) };
    default:
      return { kind: 'platform', ...other };
  }
}
