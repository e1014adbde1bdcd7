import { formatDeviceUrl } from '../device-url.ts';
import { deviceIdOfSerial } from '../discovery/candidate.ts';
import type { Link } from '../link.ts';
import { usbDeviceLink } from '../usb/usb-link.ts';
import type { WebUsbDevice } from '../usb/web-usb.ts';
import { nameOf } from './link-name.ts';

/** A fob's WebUSB interface in a browser. */
export function webUsbLink(device: WebUsbDevice): Link {
  const deviceId = deviceIdOfSerial(device.serialNumber ?? undefined);
  const url =
    deviceId === undefined ? nameOf('webusb', device) : formatDeviceUrl({ kind: 'usb', deviceId });
  return usbDeviceLink(device, url);
}
