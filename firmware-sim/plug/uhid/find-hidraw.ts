import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export const HIDRAW_CLASS = '/sys/class/hidraw';

/**
 * The name of the device node, as `hidraw0`, of the HID device with this `phys`; undefined when
 * there is none (yet), or no /sys.
 */
export async function findHidraw(phys: string, root = HIDRAW_CLASS): Promise<string | undefined> {
  const names = await readdir(root).catch(() => []);
  for (const name of names.filter((one) => /^hidraw\d+$/.test(one))) {
    const uevent = await readFile(join(root, name, 'device', 'uevent'), 'utf8').catch(() => '');
    if (uevent.split('\n').includes(`HID_PHYS=${phys}`)) return name;
  }
  return undefined;
}
