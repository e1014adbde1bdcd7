import { readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The hidraw nodes of the USB device at a place of the tree, from /sys/class/hidraw: `1-1.4` has
 * its interfaces as `1-1.4:1.0` below it.
 *
 * @param root Where /sys is.
 */
export async function hidrawNodesAt(place: string, root = '/'): Promise<readonly string[]> {
  const folder = join(root, 'sys/class/hidraw');
  const nodes: string[] = [];
  for (const name of await namesIn(folder)) {
    const device = await realpath(join(folder, name, 'device')).catch(() => '');
    const isThere = device.split('/').some((part) => part.startsWith(`${place}:`));
    if (isThere) nodes.push(`/dev/${name}`);
  }
  return nodes.toSorted();
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}
