import { realpath } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';

/** A port of a hub as Linux names it: bus, then the port of each hub on the way (`1-1.4`). */
const USB_PORT = /^\d+-\d+(\.\d+)*$/;
const CLASSES = { hid: 'hidraw', serial: 'tty' } as const;

/**
 * The port of the hub that a device node belongs to, from /sys: what an operator can write on the
 * hub, whichever fob is there. Undefined where the system does not tell.
 *
 * @param root Where /sys is.
 */
export async function usbPortName(url: string, root = '/'): Promise<string | undefined> {
  const match = /^(?<kind>hid|serial):(?<path>\/dev\/[^?]+)/.exec(url)?.groups;
  const { kind, path } = match ?? {};
  if (path === undefined || (kind !== 'hid' && kind !== 'serial')) return undefined;
  const folder = join(root, 'sys/class', CLASSES[kind], basename(path), 'device');
  try {
    const parts = (await realpath(folder)).split(sep);
    return parts.findLast((part) => USB_PORT.test(part));
  } catch {
    // No such device, or no Linux.
    return undefined;
  }
}
