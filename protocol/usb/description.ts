import type { Bos } from './bos.ts';
import type { DeviceDescriptor } from './device-descriptor.ts';
import type {
  EndpointDescriptor,
  UsbConfiguration,
  UsbInterface,
} from './interface-descriptors.ts';

/** Everything that a USB device of one configuration tells of itself. */
export interface UsbDescription {
  readonly device: DeviceDescriptor;
  readonly configuration: UsbConfiguration;
  readonly bos?: Bos;
  /** String 1 first; string 0, the languages, follows from `languageId`. */
  readonly strings: readonly string[];
  /** The one language of the strings: 0x0409 is English (United States). */
  readonly languageId: number;
  /** The HID report descriptor by interface number. */
  readonly hidReports: Readonly<Record<number, Uint8Array>>;
  /** The vendor request of WebUSB, and the landing page as URL 1 if there is one. */
  readonly webUsb?: { readonly vendorCode: number; readonly url?: string };
  /** The vendor request of Microsoft OS 2.0, and the descriptor set. */
  readonly msOs20?: { readonly vendorCode: number; readonly set: Uint8Array };
}

/** All interfaces with all their alternate settings, in their order. */
export function interfacesOf({ configuration }: UsbDescription): readonly UsbInterface[] {
  return configuration.functions.flatMap(({ interfaces }) => interfaces);
}

/** The endpoints of the alternate settings 0, in their order; endpoint 0 is not among them. */
export function endpointsOf(description: UsbDescription): readonly EndpointDescriptor[] {
  const first = interfacesOf(description).filter(({ alternate }) => alternate === 0);
  return first.flatMap(({ endpoints }) => endpoints);
}

/** The text of a string index; undefined for 0 and for an index that has none. */
export function usbStringOf(description: UsbDescription, index: number): string | undefined {
  return description.strings[index - 1];
}
