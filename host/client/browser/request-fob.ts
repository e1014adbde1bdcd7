import { FOB_HID_USAGE, FOBKIT_USB } from '@fobkit/protocol';
import type { Link } from '../link.ts';
import type { UsbIds } from '../usb/usb-ids.ts';
import { type BrowserDevices, browserDevices, requireApi } from './browser-devices.ts';
import { webHidLink } from './web-hid-link.ts';
import { webSerialLink } from './web-serial-link.ts';
import { webUsbLink } from './web-usb-link.ts';

export interface RequestOptions {
  /** Ids of the devices that the chooser shows; fobkit's if absent. */
  readonly ids?: readonly UsbIds[];
  /** `navigator` if absent. */
  readonly devices?: BrowserDevices;
}

/**
 * Lets the user choose a fob over WebHID. To be called in a click; undefined when he chose none.
 *
 * Rejects with `UsageError` where the browser has no WebHID.
 */
export async function requestHidFob(options: RequestOptions = {}): Promise<Link | undefined> {
  const { ids = [FOBKIT_USB], devices = browserDevices() } = options;
  const hid = requireApi(devices.hid, 'WebHID');
  const { page, usage } = FOB_HID_USAGE;
  const filters = ids.map((one) => ({ ...pick(one), usagePage: page, usage }));
  const [device] = await hid.requestDevice({ filters });
  return device === undefined ? undefined : webHidLink(device, hid);
}

/** The same over WebUSB. */
export async function requestUsbFob(options: RequestOptions = {}): Promise<Link | undefined> {
  const { ids = [FOBKIT_USB], devices = browserDevices() } = options;
  const usb = requireApi(devices.usb, 'WebUSB');
  const device = await chosen(usb.requestDevice({ filters: ids.map(pick) }));
  return device === undefined ? undefined : webUsbLink(device);
}

/** The same over Web Serial. */
export async function requestSerialFob(options: RequestOptions = {}): Promise<Link | undefined> {
  const { ids = [FOBKIT_USB], devices = browserDevices() } = options;
  const serial = requireApi(devices.serial, 'Web Serial');
  const filters = ids.map(({ vendorId, productId }) => ({
    usbVendorId: vendorId,
    usbProductId: productId,
  }));
  const port = await chosen(serial.requestPort({ filters }));
  return port === undefined ? undefined : webSerialLink(port);
}

function pick({ vendorId, productId }: UsbIds): UsbIds {
  return { vendorId, productId };
}

/** A chooser that was closed rejects with `NotFoundError`. */
async function chosen<T>(choice: Promise<T>): Promise<T | undefined> {
  try {
    return await choice;
  } catch (error) {
    if (error instanceof Error && error.name === 'NotFoundError') return undefined;
    throw error;
  }
}
