import { constants, existsSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { lacksOf, type UsbMachine } from '../usb/usbip-needs.ts';
import { type Finding, note, ok } from './finding.ts';

/** Whether emulated fobs can become USB devices of this machine: by usbip, or by uhid. */
export async function checkUsb(machine: UsbMachine): Promise<readonly Finding[]> {
  if (machine.platform !== 'linux') return [];
  return [checkUsbip(machine), await checkUhid(machine)];
}

/** Root is asked for when something is attached; nobody looks for his faults as root. */
function checkUsbip(machine: UsbMachine): Finding {
  const lacks = lacksOf(machine).filter(({ code }) => code !== 'not-root');
  if (lacks.length === 0) return ok('usbip can attach emulated fobs (fob sim up --usbip)');
  const what = lacks.map((lack) => lack.what).join('; ');
  return note(
    `fob sim attach does not work here: ${what}`,
    lacks.map(({ mend }) => mend).join('; '),
  );
}

const UHID = 'dev/uhid';

async function checkUhid({ root }: UsbMachine): Promise<Finding> {
  if (!existsSync(join(root, UHID))) {
    return note('fob sim up --uhid does not work here: there is no /dev/uhid', MODPROBE);
  }
  try {
    await access(join(root, UHID), constants.R_OK | constants.W_OK);
    return ok('/dev/uhid can be opened (fob sim up --uhid)');
  } catch {
    return note('fob sim up --uhid does not work here: /dev/uhid may not be opened', SETFACL);
  }
}

const MODPROBE = 'sudo modprobe uhid, where the kernel has it';
const SETFACL = 'sudo setfacl -m u:$USER:rw /dev/uhid';
