import { NotAFobError, PortBusyError } from '../errors.ts';
import type { Connection, Link, OpenOptions } from '../link.ts';
import { findStreamInterface, isUnconfigured } from './stream-interface.ts';
import { UsbConnection } from './usb-connection.ts';
import { usbOpenError } from './usb-errors.ts';
import type { WebUsbDevice } from './web-usb.ts';

/** Devices that this program has open: a second claim of the same interface would not be refused. */
const inUse = new WeakSet<WebUsbDevice>();

/** A link over the WebUSB interface of a device that is at hand already. */
export function usbDeviceLink(device: WebUsbDevice, url: string): Link {
  return { url, open: (options) => openUsbDevice(device, url, options) };
}

/** Opens the device, claims its stream interface, and reads. */
export async function openUsbDevice(
  device: WebUsbDevice,
  url: string,
  { signal }: OpenOptions = {},
): Promise<Connection> {
  signal?.throwIfAborted();
  if (inUse.has(device)) throw new PortBusyError(url);
  inUse.add(device);
  try {
    const connection = await claim(device, url);
    if (signal?.aborted === true) await connection.close();
    signal?.throwIfAborted();
    return connection;
  } catch (error) {
    inUse.delete(device);
    throw error;
  }
}

async function claim(device: WebUsbDevice, url: string): Promise<Connection> {
  try {
    await device.open();
    if (isUnconfigured(device)) await device.selectConfiguration(1);
    const stream = findStreamInterface(device);
    if (stream === undefined) {
      throw new NotAFobError(url, 'the USB device has no interface of ours.');
    }
    await device.claimInterface(stream.number);
    return new UsbConnection(device, stream, () => {
      inUse.delete(device);
    });
  } catch (cause) {
    await device.close().catch(() => undefined);
    throw cause instanceof NotAFobError ? cause : usbOpenError(url, cause);
  }
}
