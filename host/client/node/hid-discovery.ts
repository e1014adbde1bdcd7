import { FOB_HID_USAGE, FOB_USB, FOBKIT_USB } from '@fobkit/protocol';
import { formatDeviceUrl } from '../device-url.ts';
import {
  type Candidate,
  type CandidateProvider,
  deviceIdOfSerial,
} from '../discovery/candidate.ts';
import { hasIds, type UsbIds } from '../usb/usb-ids.ts';
import { type HidDeviceInfo, type HidLibrary, systemHid } from './hid-library.ts';

export interface HidDiscoveryOptions {
  /** node-hid if absent. */
  readonly hid?: Pick<HidLibrary, 'devicesAsync'>;
  /** Ids of the devices that are taken for fobs; fobkit's if absent. */
  readonly ids?: readonly UsbIds[];
}

/**
 * The HID devices of this machine that are fobs by ids and usage. Those of others, keyboards and
 * security keys among them, are neither opened nor listed.
 */
export function hidCandidates(options: HidDiscoveryOptions = {}): CandidateProvider {
  return {
    name: 'HID',
    async candidates() {
      const { devicesAsync } = options.hid ?? (await systemHid());
      const devices = await devicesAsync();
      return devices.filter((one) => isFob(one, options.ids ?? [FOBKIT_USB])).flatMap(candidateOf);
    },
  };
}

function isFob(device: HidDeviceInfo, ids: readonly UsbIds[]): boolean {
  if (!hasIds(device, ids)) return false;
  // Not every system tells the usage before a device is open.
  if (device.usagePage === undefined) return device.interface === FOB_USB.hid.interface;
  return device.usagePage === FOB_HID_USAGE.page && device.usage === FOB_HID_USAGE.usage;
}

function candidateOf(device: HidDeviceInfo): readonly Candidate[] {
  const { path, vendorId, productId, serialNumber, product } = device;
  if (path === undefined || path === '') return [];
  const serial = isGiven(serialNumber) ? { serialNumber } : {};
  const usb = { vendorId, productId, ...serial };
  const deviceId = deviceIdOfSerial(serialNumber);
  return [
    {
      url: formatDeviceUrl({ kind: 'hid', path }),
      ...(isGiven(product) ? { description: product } : {}),
      usb,
      ...(deviceId === undefined ? {} : { deviceId }),
      ours: true,
    },
  ];
}

function isGiven(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}
