import type { ClassDescriptor } from './class-descriptors.ts';
import { UsbDescriptorType } from './codes.ts';
import { descriptor, type DescriptorValue, type Extra } from './descriptor.ts';
import { mapped, u16le, u8 } from './layout.ts';

const TRANSFERS = ['control', 'isochronous', 'bulk', 'interrupt'] as const;

export type TransferType = (typeof TRANSFERS)[number];

/** bmAttributes of an endpoint: USB 2.0 table 9-13. */
interface EndpointAttributes {
  readonly transfer: TransferType;
  /** Bits 2 to 7: synchronisation and usage, 0 but for isochronous transfers. */
  readonly further: number;
}

const endpointAttributes = mapped<number, EndpointAttributes>(u8, {
  read: (stored) => ({ transfer: TRANSFERS[stored & 3] ?? 'control', further: stored >>> 2 }),
  write: ({ transfer, further }) => TRANSFERS.indexOf(transfer) | (further << 2),
});

/** USB 2.0 tables 9-10, 9-12 and 9-13, and table 9-Z of the interface association ECN. */
export const configurationHead = descriptor(
  'configuration',
  { type: UsbDescriptorType.Configuration },
  {
    totalLength: u16le,
    interfaceCount: u8,
    value: u8,
    stringIndex: u8,
    attributes: u8,
    /** bMaxPower counts 2 mA. */
    maxPowerMilliamps: mapped<number, number>(u8, {
      read: (stored) => stored * 2,
      write: (milliamps) => milliamps / 2,
    }),
  },
);

export const interfaceAssociation = descriptor(
  'interface association',
  { type: UsbDescriptorType.InterfaceAssociation },
  {
    firstInterface: u8,
    interfaceCount: u8,
    class: u8,
    subclass: u8,
    protocol: u8,
    stringIndex: u8,
  },
);

export const interfaceHead = descriptor(
  'interface',
  { type: UsbDescriptorType.Interface },
  {
    number: u8,
    alternate: u8,
    endpointCount: u8,
    class: u8,
    subclass: u8,
    protocol: u8,
    stringIndex: u8,
  },
);

export const endpointHead = descriptor(
  'endpoint',
  { type: UsbDescriptorType.Endpoint },
  { address: u8, attributes: endpointAttributes, maxPacketSize: u16le, interval: u8 },
);

export type InterfaceAssociation = DescriptorValue<typeof interfaceAssociation>;

export interface EndpointDescriptor extends Extra {
  /** The number, and 0x80 for an IN endpoint. */
  readonly address: number;
  readonly transfer: TransferType;
  /** Bits 2 to 7 of bmAttributes, for isochronous endpoints; 0 when absent. */
  readonly furtherAttributes?: number;
  /** wMaxPacketSize as it stands: bytes in bits 0 to 10. */
  readonly maxPacketSize: number;
  /** bInterval: milliseconds for an interrupt endpoint at low and full speed. */
  readonly interval: number;
  /** Class-specific descriptors behind this one. */
  readonly descriptors?: readonly ClassDescriptor[];
}

export interface UsbInterface extends Extra {
  readonly number: number;
  /** bAlternateSetting. */
  readonly alternate: number;
  readonly class: number;
  readonly subclass: number;
  readonly protocol: number;
  readonly stringIndex: number;
  /** Class-specific descriptors before the first endpoint. */
  readonly descriptors: readonly ClassDescriptor[];
  readonly endpoints: readonly EndpointDescriptor[];
}

/** What one driver takes: the interfaces of an association, or a single one with its alternates. */
export interface UsbFunction {
  readonly association?: InterfaceAssociation;
  /** Descriptors between the association and the first interface. */
  readonly descriptors?: readonly ClassDescriptor[];
  readonly interfaces: readonly UsbInterface[];
}

/** A configuration as a tree; lengths and counts are worked out. */
export interface UsbConfiguration extends Extra {
  /** bConfigurationValue, for SET_CONFIGURATION; not 0. */
  readonly value: number;
  readonly selfPowered: boolean;
  readonly remoteWakeup: boolean;
  /** At most 510, even: the bus counts 2 mA. */
  readonly maxPowerMilliamps: number;
  readonly stringIndex: number;
  /** Descriptors before the first function, such as OTG. */
  readonly descriptors?: readonly ClassDescriptor[];
  readonly functions: readonly UsbFunction[];
}
