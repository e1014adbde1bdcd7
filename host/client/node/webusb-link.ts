import { formatDeviceUrl } from '../device-url.ts';
import type { Link, OpenOptions } from '../link.ts';
import { notPlugged, usbOpenError } from '../usb/usb-errors.ts';
import { openUsbDevice } from '../usb/usb-link.ts';
import type { UsbIds } from '../usb/usb-ids.ts';
import type { WebUsb, WebUsbDevice } from '../usb/web-usb.ts';
import { stringOf, systemUsb, usbDevices } from './usb-library.ts';

export interface WebUsbLinkOptions {
  /** 16 hex digits, as iSerial tells it. */
  readonly deviceId: string;
  /** npm `usb` if absent. */
  readonly usb?: Pick<WebUsb, 'getDevices'>;
  /** Ids of the devices that are looked at; fobkit's if absent. */
  readonly ids?: readonly UsbIds[];
}

/** The WebUSB interface of the fob with this device id, looked for at each opening. */
export function webUsbLink(options: WebUsbLinkOptions): Link {
  const deviceId = options.deviceId.toLowerCase();
  const url = formatDeviceUrl({ kind: 'usb', deviceId });
  return {
    url,
    async open(open: OpenOptions = {}) {
      open.signal?.throwIfAborted();
      const device = await find(url, deviceId, options);
      if (device === undefined) throw notPlugged(url);
      return await openUsbDevice(device, url, open);
    },
  };
}

async function find(
  url: string,
  deviceId: string,
  { usb, ids }: WebUsbLinkOptions,
): Promise<WebUsbDevice | undefined> {
  try {
    const devices = await usbDevices(usb ?? (await systemUsb()), ids);
    return devices.find((device) => stringOf(device, 'serialNumber')?.toLowerCase() === deviceId);
  } catch (cause) {
    throw usbOpenError(url, cause);
  }
}
