import { FOB_HID_USAGE, FOBKIT_USB } from '@fobkit/protocol';
import { deviceIdOfSerial } from '../discovery/candidate.ts';
import type { Link } from '../link.ts';
import { hasIds, type UsbIds } from '../usb/usb-ids.ts';
import { type BrowserDevices, browserDevices } from './browser-devices.ts';
import type { RequestOptions } from './request-fob.ts';
import type { WebHidDevice } from './web-hid-device.ts';
import { webHidLink } from './web-hid-link.ts';
import { webSerialLink } from './web-serial-link.ts';
import { webUsbLink } from './web-usb-link.ts';

/** A link to a fob that the user, or the policy of his company, lets this page use. */
export interface GrantedFob {
  readonly api: 'webhid' | 'webusb' | 'webserial';
  readonly link: Link;
  /** WebUSB alone tells it; the others' fobs are asked. */
  readonly deviceId?: string;
}

/** Every link that this page may use now; a fob is there once for each API that it was granted on. */
export async function grantedFobs(options: RequestOptions = {}): Promise<readonly GrantedFob[]> {
  const { ids = [FOBKIT_USB], devices = browserDevices() } = options;
  const all = await Promise.all([
    overHid(devices, ids),
    overUsb(devices, ids),
    overSerial(devices, ids),
  ]);
  return all.flat();
}

async function overHid(
  { hid }: BrowserDevices,
  ids: readonly UsbIds[],
): Promise<readonly GrantedFob[]> {
  if (hid === undefined) return [];
  const fobs = (await hid.getDevices()).filter((one) => hasIds(one, ids) && isFob(one));
  return fobs.map((device) => ({ api: 'webhid', link: webHidLink(device, hid) }));
}

function isFob({ collections }: WebHidDevice): boolean {
  const { page, usage } = FOB_HID_USAGE;
  return collections.some((one) => one.usagePage === page && one.usage === usage);
}

async function overUsb(
  { usb }: BrowserDevices,
  ids: readonly UsbIds[],
): Promise<readonly GrantedFob[]> {
  if (usb === undefined) return [];
  const fobs = (await usb.getDevices()).filter((one) => hasIds(one, ids));
  return fobs.map((device) => {
    const deviceId = deviceIdOfSerial(device.serialNumber ?? undefined);
    const known = deviceId === undefined ? {} : { deviceId };
    return { api: 'webusb', link: webUsbLink(device), ...known };
  });
}

async function overSerial(
  { serial }: BrowserDevices,
  ids: readonly UsbIds[],
): Promise<readonly GrantedFob[]> {
  if (serial === undefined) return [];
  const ports = (await serial.getPorts()).filter((port) => {
    const { usbVendorId: vendorId, usbProductId: productId } = port.getInfo();
    if (vendorId === undefined || productId === undefined) return false;
    return hasIds({ vendorId, productId }, ids);
  });
  return ports.map((port) => ({ api: 'webserial', link: webSerialLink(port) }));
}
