import { CdcSubtype, UsbClass, UsbDescriptorType } from './codes.ts';
import {
  decodeRaw,
  descriptor,
  type DescriptorValue,
  encodeRaw,
  type RawDescriptor,
} from './descriptor.ts';
import { counted, layout, listToEnd, u16le, u8 } from './layout.ts';

const hid = descriptor(
  'HID',
  { type: UsbDescriptorType.Hid },
  {
    /** bcdHID. */
    version: u16le,
    countryCode: u8,
    /** What GET_DESCRIPTOR of the interface gives: types and lengths in bytes. */
    descriptors: counted(layout({ type: u8, length: u16le })),
  },
);

const cdc = (subtype: number) => ({ type: UsbDescriptorType.ClassInterface, subtype });

/** bcdCDC. */
const cdcHeader = descriptor('CDC header', cdc(CdcSubtype.Header), { version: u16le });

const cdcCallManagement = descriptor('CDC call management', cdc(CdcSubtype.CallManagement), {
  capabilities: u8,
  dataInterface: u8,
});

const cdcAcm = descriptor('CDC ACM', cdc(CdcSubtype.Acm), { capabilities: u8 });

const cdcUnion = descriptor('CDC union', cdc(CdcSubtype.Union), {
  controlInterface: u8,
  subordinateInterfaces: listToEnd(u8),
});

/** HID 1.11 §6.2.1. */
export type HidDescriptor = DescriptorValue<typeof hid>;

/** A descriptor that stands after that of an interface or an endpoint and is of its class. */
export type ClassDescriptor =
  | ({ readonly kind: 'hid' } & HidDescriptor)
  | ({ readonly kind: 'cdc-header' } & DescriptorValue<typeof cdcHeader>)
  | ({ readonly kind: 'cdc-call-management' } & DescriptorValue<typeof cdcCallManagement>)
  | ({ readonly kind: 'cdc-acm' } & DescriptorValue<typeof cdcAcm>)
  | ({ readonly kind: 'cdc-union' } & DescriptorValue<typeof cdcUnion>)
  | ({ readonly kind: 'raw' } & RawDescriptor);

/** @throws UsageError when a value does not fit its field. */
export function encodeClassDescriptor(value: ClassDescriptor): Uint8Array {
  switch (value.kind) {
    case 'hid':
      return hid.encode(value);
    case 'cdc-header':
      return cdcHeader.encode(value);
    case 'cdc-call-management':
      return cdcCallManagement.encode(value);
    case 'cdc-acm':
      return cdcAcm.encode(value);
    case 'cdc-union':
      return cdcUnion.encode(value);
    case 'raw':
      return encodeRaw(value);
  }
}

/**
 * One descriptor after an interface of class `interfaceClass`; the types 0x21 to 0x25 mean
 * something else in each class. What is not known here stays raw.
 *
 * @throws WireError when a known one is shorter than its fields.
 */
export function decodeClassDescriptor(bytes: Uint8Array, interfaceClass: number): ClassDescriptor {
  const [, type, subtype] = bytes;
  if (interfaceClass === UsbClass.Hid && type === UsbDescriptorType.Hid) {
    return { kind: 'hid', ...hid.decode(bytes) };
  }
  if (interfaceClass === UsbClass.Communications && type === UsbDescriptorType.ClassInterface) {
    switch (subtype) {
      case CdcSubtype.Header:
        return { kind: 'cdc-header', ...cdcHeader.decode(bytes) };
      case CdcSubtype.CallManagement:
        return { kind: 'cdc-call-management', ...cdcCallManagement.decode(bytes) };
      case CdcSubtype.Acm:
        return { kind: 'cdc-acm', ...cdcAcm.decode(bytes) };
      case CdcSubtype.Union:
        return { kind: 'cdc-union', ...cdcUnion.decode(bytes) };
      default:
    }
  }
  return { kind: 'raw', ...decodeRaw(bytes) };
}
