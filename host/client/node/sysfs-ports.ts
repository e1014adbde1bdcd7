import { readdir, readFile, readlink, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** A serial port as the operating system describes it. */
export interface SerialPortInfo {
  readonly path: string;
  readonly manufacturer?: string | undefined;
  readonly serialNumber?: string | undefined;
  /** Four hex digits. */
  readonly vendorId?: string | undefined;
  readonly productId?: string | undefined;
  /** Name of its link in /dev/serial/by-id. */
  readonly pnpId?: string | undefined;
}

/** USB functions stand at most this far below the device that has the ids. */
const USB_DEPTH = 4;
const HARDWARE = /^tty(?:ACM|USB|AMA|S|O|MFD|XRUSB)\d+$/;

/**
 * The serial ports of Linux, from /sys/class/tty and /dev/serial/by-id: for machines without
 * udevadm, on which serialport's own list fails.
 *
 * @param root Where /sys and /dev are.
 */
export async function sysfsPorts(root = '/'): Promise<readonly SerialPortInfo[]> {
  const names = await namesIn(join(root, 'sys/class/tty'));
  const links = await linksById(root);
  const ports = names
    .filter((name) => HARDWARE.test(name))
    .map((name) => describePort(root, name, links.get(name)));
  return (await Promise.all(ports)).filter((port) => port !== undefined);
}

async function describePort(
  root: string,
  name: string,
  pnpId: string | undefined,
): Promise<SerialPortInfo | undefined> {
  const folder = join(root, 'sys/class/tty', name);
  // The kernel makes ttyS0 to ttyS3 whether there is a UART or not; type 0 is none.
  if ((await textOf(join(folder, 'type'))) === '0') return undefined;
  const usb = await usbFolder(join(folder, 'device'));
  const path = join('/dev', name);
  if (usb === undefined) return { path };
  const [manufacturer, serialNumber, vendorId, productId] = await Promise.all(
    ['manufacturer', 'serial', 'idVendor', 'idProduct'].map((file) => textOf(join(usb, file))),
  );
  return { path, manufacturer, serialNumber, vendorId, productId, pnpId };
}

/** The folder of the USB device that a tty belongs to. */
async function usbFolder(device: string): Promise<string | undefined> {
  let folder: string;
  try {
    folder = await realpath(device);
  } catch {
    return undefined;
  }
  for (let level = 0; level < USB_DEPTH; level++) {
    if ((await textOf(join(folder, 'idVendor'))) !== undefined) return folder;
    folder = dirname(folder);
  }
  return undefined;
}

async function linksById(root: string): Promise<ReadonlyMap<string, string>> {
  const folder = join(root, 'dev/serial/by-id');
  const byName = new Map<string, string>();
  for (const link of await namesIn(folder)) {
    try {
      byName.set(basename(await readlink(join(folder, link))), link);
    } catch {
      // It went while the folder was read.
    }
  }
  return byName;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch {
    return undefined;
  }
}
