import { join } from 'node:path';
import { FOBKIT_USB, nitrokeyModelOf } from '@fobkit/protocol';
import { checkAccess, type DeviceNode } from './check-access.ts';
import type { Finding, Machine } from './finding.ts';
import { namesIn, textOf } from './files.ts';

export const WANTS_RULES = 'Install the udev rules of fobkit, then plug the fob in again';

/** Whether this user may open HID and USB devices of fobs that are plugged in, and Nitrokeys. */
export async function checkUsbNodes(machine: Machine): Promise<readonly Finding[]> {
  if (machine.platform !== 'linux') return [];
  const nodes = [...(await hidNodes(machine)), ...(await usbNodes(machine))];
  return await Promise.all(nodes.map((node) => checkAccess(machine, node)));
}

/** `/dev/hidraw0`: its ids stand in the uevent of the HID device above it. */
async function hidNodes(machine: Machine): Promise<readonly DeviceNode[]> {
  const folder = join(machine.root, 'sys/class/hidraw');
  const nodes: DeviceNode[] = [];
  for (const name of await namesIn(folder)) {
    const uevent = await textOf(join(folder, name, 'device/uevent'));
    const [, vendor, product] =
      /^HID_ID=[0-9A-F]+:0*([0-9A-F]{1,8}):0*([0-9A-F]{1,8})$/im.exec(uevent) ?? [];
    const path = `/dev/${name}`;
    if (isFob(vendor, product)) {
      nodes.push({ path, whose: "a fob's HID device", mend: WANTS_RULES });
    } else if (isNitrokey(vendor, product)) {
      nodes.push({ path, whose: 'a Nitrokey', mend: WANTS_RULES });
    }
  }
  return nodes;
}

/** `/dev/bus/usb/001/004`, for WebUSB. */
async function usbNodes(machine: Machine): Promise<readonly DeviceNode[]> {
  const folder = join(machine.root, 'sys/bus/usb/devices');
  const nodes: DeviceNode[] = [];
  for (const name of await namesIn(folder)) {
    const read = async (file: string): Promise<string> =>
      (await textOf(join(folder, name, file))).trim();
    if (!isFob(await read('idVendor'), await read('idProduct'))) continue;
    const [bus, device] = [await read('busnum'), await read('devnum')];
    const path = `/dev/bus/usb/${bus.padStart(3, '0')}/${device.padStart(3, '0')}`;
    nodes.push({ path, whose: "a fob's USB device", mend: WANTS_RULES });
  }
  return nodes;
}

const number = (text = ''): number => Number.parseInt(text, 16);

function isNitrokey(vendor: string | undefined, product: string | undefined): boolean {
  return nitrokeyModelOf(number(vendor), number(product)) !== undefined;
}

function isFob(vendor: string | undefined, product: string | undefined): boolean {
  return number(vendor) === FOBKIT_USB.vendorId && number(product) === FOBKIT_USB.productId;
}
