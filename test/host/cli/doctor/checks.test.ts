import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { FOBKIT_USB, NITROKEY_USB, nitrokeyModels } from '@fobkit/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { denied, groupOf } from '../../../../host/cli/doctor/check-access.ts';
import { checkBindings } from '../../../../host/cli/doctor/check-bindings.ts';
import { checkNode } from '../../../../host/cli/doctor/check-node.ts';
import { checkPorts, checkPty, mendOfPort } from '../../../../host/cli/doctor/check-ports.ts';
import { checkStateFolder } from '../../../../host/cli/doctor/check-state.ts';
import { checkUdev } from '../../../../host/cli/doctor/check-udev.ts';
import { checkUsbNodes } from '../../../../host/cli/doctor/check-usb-nodes.ts';
import { udevRulesPath } from '../../../../host/client/node/udev-rules.ts';
import type { Machine } from '../../../../host/cli/doctor/finding.ts';

let root: string;
let machine: Machine;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fobkit-doctor-'));
  machine = { platform: 'linux', nodeVersion: 'v24.21.0', root };
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function file(path: string, text = '', mode = 0o600): void {
  mkdirSync(dirname(join(root, path)), { recursive: true, mode: 0o700 });
  writeFileSync(join(root, path), text, { mode });
}

describe('Node.js', () => {
  it.each([
    ['v24.0.0', 'ok'],
    ['v26.1.0', 'ok'],
    ['v22.19.0', 'wrong'],
  ])('%s is %s', (nodeVersion, level) => {
    expect(checkNode({ ...machine, nodeVersion })[0]?.level).toBe(level);
  });
});

describe('native parts', () => {
  it.each([
    ['No native build was found\nfor this system', 'npm ci'],
    ['libudev.so.1: cannot open shared object file: No such file or directory', 'libudev1'],
  ])('that do not load are told with how to mend it: %j', async (message, mend) => {
    const load = () => Promise.reject(new Error(message));
    const [finding] = await checkBindings([{ name: 'HID binding', load }]);
    expect(finding?.level).toBe('wrong');
    expect(finding?.what).toBe(`the HID binding does not load: ${message.split('\n')[0] ?? ''}`);
    expect(finding?.mend).toContain(mend);
  });

  it('for serial ports, HID and USB load here', async () => {
    expect((await checkBindings()).map(({ level }) => level)).toEqual(['ok', 'ok', 'ok']);
  });
});

describe('ports', () => {
  it('that are there and open are fine', async () => {
    file('dev/ttyACM0');
    const ports = [{ url: 'serial:/dev/ttyACM0', ours: true }];
    expect(await checkPorts(machine, ports)).toEqual([
      { level: 'ok', what: '/dev/ttyACM0 can be opened (a fob by its USB ids)' },
    ]);
  });

  const port = { path: '/dev/ttyACM0', whose: 'a fob', mend: mendOfPort };

  it('that may not be opened want the group dialout, where they have it', () => {
    expect(denied(port, 'dialout')).toEqual({
      level: 'wrong',
      what: '/dev/ttyACM0 may not be opened (it belongs to group dialout)',
      mend: 'sudo usermod -aG dialout $USER, then log in again',
    });
    expect(denied(port, 'root').mend).toContain('udev rules');
  });

  it('of somebody else that may not be opened are no fault', () => {
    expect(denied({ ...port, ours: false }, 'root').level).toBe('note');
  });

  it('are told with the name of their group, or its number where it has none', async () => {
    file('dev/ttyACM0');
    const path = join(root, 'dev/ttyACM0');
    const gid = String(statSync(path).gid);
    expect(await groupOf(machine, path)).toBe(gid);
    file('etc/group', `other:x:4${gid}:\ndialout:x:${gid}:\n`);
    expect(await groupOf(machine, path)).toBe('dialout');
  });

  it('that are not there are no fault', async () => {
    expect((await checkPorts(machine, []))[0]?.level).toBe('note');
  });

  it('pseudo-terminals want /dev/ptmx', async () => {
    expect((await checkPty(machine))[0]?.level).toBe('wrong');
    file('dev/ptmx');
    expect((await checkPty(machine))[0]?.level).toBe('ok');
  });
});

describe('udev', () => {
  const shipped = readFileSync(udevRulesPath(), 'utf8');

  it('without a rule is told how to install the file that is shipped', async () => {
    const [finding] = await checkUdev(machine);
    expect(finding?.level).toBe('note');
    expect(finding?.mend).toContain(
      `sudo install -m 644 '${udevRulesPath()}' /etc/udev/rules.d/70-fobkit.rules && sudo udevadm`,
    );
  });

  it('with the rules that are shipped is fine, comments and spaces aside', async () => {
    const respaced = shipped.replaceAll(', ', ',').replace(/^#.*$/gm, '# otherwise');
    file('usr/lib/udev/rules.d/70-fobkit.rules', respaced);
    expect(await checkUdev(machine)).toEqual([
      { level: 'ok', what: 'udev has the rules of fobkit (/usr/lib/udev/rules.d/70-fobkit.rules)' },
    ]);
  });

  it('with rules of another version is told which file, and how to replace it', async () => {
    file('etc/udev/rules.d/70-fobkit.rules', shipped.replace(/^.*"hidraw".*"1209".*$/m, ''));
    const [finding] = await checkUdev(machine);
    expect(finding?.level).toBe('note');
    expect(finding?.what).toContain('/etc/udev/rules.d/70-fobkit.rules are not those of this');
    expect(finding?.mend).toContain('sudo install');
  });

  it('looks at the file that hides the others of its name', async () => {
    file('usr/lib/udev/rules.d/70-fobkit.rules', shipped);
    file('etc/udev/rules.d/70-fobkit.rules', '');
    expect((await checkUdev(machine))[0]?.what).toContain('/etc/udev/rules.d/70-fobkit.rules');
  });

  it('with rules of their own maker is fine, wherever they are and however written', async () => {
    file('usr/lib/udev/rules.d/60-x.rules', 'ATTRS{idVendor}=="1209", ATTRS{idProduct}=="F0B1"');
    expect(await checkUdev(machine)).toMatchObject([
      { level: 'ok', what: expect.stringContaining('60-x.rules') as string },
    ]);
  });

  it('is of Linux alone', async () => {
    expect(await checkUdev({ ...machine, platform: 'darwin' })).toEqual([]);
  });
});

describe('the rules that are shipped', () => {
  const lines = readFileSync(udevRulesPath(), 'utf8')
    .split('\n')
    .filter((line) => line.includes('uaccess'));
  const hex = (id: number): string => id.toString(16).padStart(4, '0');
  const naming = ({ vendorId, productId }: { vendorId: number; productId: number }): string[] =>
    lines.filter(
      (line) =>
        line.includes(`{idVendor}=="${hex(vendorId)}"`) &&
        line.includes(`{idProduct}=="${hex(productId)}"`),
    );

  it.each(['usb', 'hidraw', 'tty'])('give a fob to who sits there: %s', (subsystem) => {
    const own = naming(FOBKIT_USB).filter((line) => line.startsWith(`SUBSYSTEM=="${subsystem}"`));
    expect(own).toHaveLength(1);
  });

  it('keep modem managers off its serial port', () => {
    const tty = naming(FOBKIT_USB).find((line) => line.startsWith('SUBSYSTEM=="tty"'));
    expect(tty).toContain('ENV{ID_MM_DEVICE_IGNORE}="1"');
  });

  it.each(nitrokeyModels)('give tokens of other makers too: %s', (model) => {
    expect(naming(NITROKEY_USB[model])).toHaveLength(1);
  });
});

describe('devices of fobs on USB', () => {
  function hidraw(name: string, id: string): void {
    file(`sys/class/hidraw/${name}/device/uevent`, `DRIVER=hid-generic\nHID_ID=${id}\n`);
  }

  function usbDevice(name: string, files: Readonly<Record<string, string>>): void {
    for (const [key, text] of Object.entries(files)) {
      file(`sys/bus/usb/devices/${name}/${key}`, `${text}\n`);
    }
  }

  it('are looked at, and those of others are not', async () => {
    hidraw('hidraw0', '0003:0000046D:0000C52B');
    hidraw('hidraw1', '0003:00001209:0000F0B1');
    usbDevice('1-1', { idVendor: '1209', idProduct: 'f0b1', busnum: '1', devnum: '4' });
    usbDevice('1-2', { idVendor: '046d', idProduct: 'c52b', busnum: '1', devnum: '5' });
    usbDevice('1-1:1.0', {});
    file('dev/hidraw1');
    file('dev/bus/usb/001/004');
    expect(await checkUsbNodes(machine)).toEqual([
      { level: 'ok', what: "/dev/hidraw1 can be opened (a fob's HID device)" },
      { level: 'ok', what: "/dev/bus/usb/001/004 can be opened (a fob's USB device)" },
    ]);
  });

  it('that have no node are told', async () => {
    hidraw('hidraw1', '0003:00001209:0000F0B1');
    expect(await checkUsbNodes(machine)).toEqual([
      { level: 'note', what: '/dev/hidraw1 has just gone' },
    ]);
  });

  it('are looked for on Linux alone, and need no /sys', async () => {
    expect(await checkUsbNodes(machine)).toEqual([]);
    hidraw('hidraw1', '0003:00001209:0000F0B1');
    expect(await checkUsbNodes({ ...machine, platform: 'darwin' })).toEqual([]);
  });
});

describe('the state folder', () => {
  const state = (): string => join(root, 'state');

  it('that is not there yet is no fault', async () => {
    expect((await checkStateFolder(machine, state()))[0]?.level).toBe('note');
  });

  it('readable by its owner alone is fine', async () => {
    file('state/batch-keys/0a0b0c0d', 'key');
    expect((await checkStateFolder(machine, state()))[0]?.level).toBe('ok');
  });

  it('with a key that others can read is wrong', async () => {
    file('state/batch-keys/0a0b0c0d', 'key');
    chmodSync(join(root, 'state/batch-keys/0a0b0c0d'), 0o644);
    const [finding] = await checkStateFolder(machine, state());
    expect(finding?.level).toBe('wrong');
    expect(finding?.what).toContain('batch-keys/0a0b0c0d');
  });

  it('open to others is wrong', async () => {
    mkdirSync(state());
    chmodSync(state(), 0o755);
    expect((await checkStateFolder(machine, state()))[0]?.level).toBe('wrong');
  });
});
