/// <reference types="w3c-web-usb" />
import { FOBKIT_USB } from '@fobkit/protocol';
import { hasIds, type UsbIds } from '../usb/usb-ids.ts';
import type { WebUsb, WebUsbDevice } from '../usb/web-usb.ts';

/** npm `usb`, loaded only when it is asked for: it brings native code along. */
export async function systemUsb(): Promise<WebUsb> {
  const { usb } = await import('usb');
  return usb;
}

/**
 * The devices with these ids, fobkit's if absent; those of others are not touched. None on a
 * Linux without /sys/bus/usb, which `usb` takes for an error.
 */
export async function usbDevices(
  usb: Pick<WebUsb, 'getDevices'>,
  ids: readonly UsbIds[] = [FOBKIT_USB],
): Promise<readonly WebUsbDevice[]> {
  const devices = await usb.getDevices().catch((error: unknown) => {
    if (error instanceof Error && error.message.includes('/sys/bus/usb')) return [];
    throw error;
  });
  return devices.filter((device) => hasIds(device, ids));
}

/** A string descriptor; undefined where the device has none or it cannot be read. */
export function stringOf(
  device: WebUsbDevice,
  name: 'serialNumber' | 'productName',
): string | undefined {
  try {
    return device[name] ?? undefined;
  } catch {
    // `usb` opens a device whose strings the operating system does not know.
    return undefined;
  }
}
