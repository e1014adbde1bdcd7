import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FOBKIT_USB } from '@fobkit/protocol';
import { type Finding, type Machine, note, ok } from './finding.ts';

const FOLDERS = ['etc', 'run', 'usr/local/lib', 'usr/lib', 'lib'].map((at) => `${at}/udev/rules.d`);

const hex = (id: number): string => id.toString(16).padStart(4, '0');
const VENDOR = hex(FOBKIT_USB.vendorId);
const PRODUCT = hex(FOBKIT_USB.productId);

/** Gives the fob to whoever sits at the machine, its serial port and its HID device alike. */
const RULE = ['usb', 'tty', 'hidraw']
  .map(
    (system) =>
      `SUBSYSTEM=="${system}", ATTRS{idVendor}=="${VENDOR}", ATTRS{idProduct}=="${PRODUCT}", TAG+="uaccess"`,
  )
  .join('\\n');

const FILE = '/etc/udev/rules.d/70-fobkit.rules';

/** Whether Linux knows whom a fob on USB belongs to. */
export async function checkUdev(machine: Machine): Promise<readonly Finding[]> {
  if (machine.platform !== 'linux') return [];
  for (const folder of FOLDERS) {
    for (const name of await namesIn(join(machine.root, folder))) {
      if (!name.endsWith('.rules')) continue;
      const text = (await textOf(join(machine.root, folder, name))).toLowerCase();
      if (text.includes(VENDOR) && text.includes(PRODUCT)) {
        return [ok(`udev knows fobs (/${folder}/${name})`)];
      }
    }
  }
  const mend = `printf '${RULE}\\n' | sudo tee ${FILE} && sudo udevadm control --reload`;
  return [note(`no udev rule names USB fobs (${VENDOR}:${PRODUCT})`, mend)];
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return '';
  }
}
