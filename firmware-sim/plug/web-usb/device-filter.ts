import type { FobUsbConfiguration } from './usb-tree.ts';

/** WebUSB's `USBDeviceFilter`. */
export interface FobUsbFilter {
  readonly vendorId?: number | undefined;
  readonly productId?: number | undefined;
  readonly classCode?: number | undefined;
  readonly subclassCode?: number | undefined;
  readonly protocolCode?: number | undefined;
  readonly serialNumber?: string | undefined;
}

/** What a filter looks at. */
export interface FilteredDevice {
  readonly vendorId: number;
  readonly productId: number;
  readonly serialNumber: string | null;
  readonly deviceClass: number;
  readonly deviceSubclass: number;
  readonly deviceProtocol: number;
  readonly configurations: readonly FobUsbConfiguration[];
}

/** A filter that narrows what it has not named is none (WebUSB §4.2). @throws TypeError */
export function checkFilter(filter: FobUsbFilter): void {
  const { vendorId, productId, classCode, subclassCode, protocolCode } = filter;
  if (productId !== undefined && vendorId === undefined) {
    throw new TypeError('A filter containing a productId must also contain a vendorId.');
  }
  if (subclassCode !== undefined && classCode === undefined) {
    throw new TypeError('A filter containing a subclassCode must also contain a classCode.');
  }
  if (protocolCode !== undefined && subclassCode === undefined) {
    throw new TypeError('A filter containing a protocolCode must also contain a subclassCode.');
  }
}

/** Whether the device, or one of its interfaces, is what the filter says. */
export function matchesFilter(device: FilteredDevice, filter: FobUsbFilter): boolean {
  const same = <T>(wanted: T | undefined, found: T): boolean =>
    wanted === undefined || wanted === found;
  const named =
    same(filter.vendorId, device.vendorId) &&
    same(filter.productId, device.productId) &&
    same<string | null>(filter.serialNumber, device.serialNumber);
  const classes = [
    [device.deviceClass, device.deviceSubclass, device.deviceProtocol],
    ...device.configurations
      .flatMap(({ interfaces }) => interfaces)
      .flatMap(({ alternates }) => alternates)
      .map((one) => [one.interfaceClass, one.interfaceSubclass, one.interfaceProtocol]),
  ];
  const { classCode, subclassCode, protocolCode } = filter;
  return (
    named &&
    classes.some(
      ([one, sub, protocol]) =>
        same(classCode, one) && same(subclassCode, sub) && same(protocolCode, protocol),
    )
  );
}
