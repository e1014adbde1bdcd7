import type { HidPresence } from './hidraw-node.ts';

/** What node-hid tells of a device, by its names. */
export interface HidDeviceInfo {
  readonly vendorId: number;
  readonly productId: number;
  readonly path: string;
  readonly serialNumber: string;
  readonly manufacturer?: string;
  readonly product?: string;
  /** bcdDevice. */
  readonly release: number;
  /** bInterfaceNumber. */
  readonly interface: number;
  readonly usagePage?: number;
  readonly usage?: number;
}

/** One entry for each collection at the top, as hidapi lists them: all with the same path. */
export function hidDeviceInfos(path: string, presence: HidPresence): readonly HidDeviceInfo[] {
  const { device, driver } = presence;
  const { strings } = device;
  const { manufacturerIndex, productIndex, serialNumberIndex } = device.device;
  const { interface: number, reports } = driver.binding;
  const manufacturer = strings.get(manufacturerIndex);
  const product = strings.get(productIndex);
  const collections = reports.collections.length === 0 ? [NO_USAGE] : reports.collections;
  return collections.map(({ usagePage, usage }) => ({
    vendorId: device.device.vendorId,
    productId: device.device.productId,
    path,
    serialNumber: strings.get(serialNumberIndex) ?? '',
    ...(manufacturer === undefined ? {} : { manufacturer }),
    ...(product === undefined ? {} : { product }),
    release: device.device.deviceVersion,
    interface: number,
    ...(usagePage === 0 ? {} : { usagePage }),
    ...(usage === 0 ? {} : { usage }),
  }));
}

const NO_USAGE = { usagePage: 0, usage: 0 };
