import { formatDeviceUrl } from '../device-url.ts';
import {
  type Candidate,
  type CandidateProvider,
  deviceIdOfSerial,
} from '../discovery/candidate.ts';
import type { UsbIds } from '../usb/usb-ids.ts';
import type { WebUsb, WebUsbDevice } from '../usb/web-usb.ts';
import { stringOf, systemUsb, usbDevices } from './usb-library.ts';

export interface WebUsbDiscoveryOptions {
  /** npm `usb` if absent. */
  readonly usb?: Pick<WebUsb, 'getDevices'>;
  /** Ids of the devices that are taken for fobs; fobkit's if absent. */
  readonly ids?: readonly UsbIds[];
}

/** The fobs on the USB of this machine, by device id. Devices of others are not touched. */
export function webUsbCandidates(options: WebUsbDiscoveryOptions = {}): CandidateProvider {
  return {
    name: 'USB',
    async candidates() {
      const devices = await usbDevices(options.usb ?? (await systemUsb()), options.ids);
      return devices.flatMap(candidateOf);
    },
  };
}

/** One without a device id has no address of its own. */
function candidateOf(device: WebUsbDevice): readonly Candidate[] {
  const { vendorId, productId } = device;
  const serialNumber = stringOf(device, 'serialNumber');
  const deviceId = deviceIdOfSerial(serialNumber);
  if (serialNumber === undefined || deviceId === undefined) return [];
  const usb = { vendorId, productId, serialNumber };
  const name = stringOf(device, 'productName');
  const told = name === undefined ? {} : { description: name };
  const url = formatDeviceUrl({ kind: 'usb', deviceId });
  return [{ url, ...told, usb, deviceId, ours: true }];
}
