import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serialCandidates } from '../../../../host/client/node/serial-discovery.ts';
import { MemoryBinding } from '../support/memory-binding.ts';

let root: string;
let binding: MemoryBinding;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'fobkit-sysfs-'));
  binding = new MemoryBinding();
});

afterEach(async () => {
  await rm(root, { recursive: true });
});

async function usbPort(tty: string, ids: Readonly<Record<string, string>>): Promise<void> {
  const device = join(root, 'sys/devices/usb1/1-1');
  await mkdir(join(device, '1-1:1.0'), { recursive: true });
  for (const [file, text] of Object.entries(ids)) await writeFile(join(device, file), `${text}\n`);
  const folder = join(root, 'sys/class/tty', tty);
  await mkdir(folder, { recursive: true });
  await symlink('../../../devices/usb1/1-1/1-1:1.0', join(folder, 'device'));
  await mkdir(join(root, 'dev/serial/by-id'), { recursive: true });
  await symlink(`../../${tty}`, join(root, 'dev/serial/by-id/usb-fobkit_Fob-if00'));
}

async function uart(tty: string, type: string): Promise<void> {
  const folder = join(root, 'sys/class/tty', tty);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'type'), `${type}\n`);
}

function port(path: string, vendorId?: string, productId?: string) {
  const unknown = { manufacturer: undefined, serialNumber: undefined, pnpId: undefined };
  return { path, ...unknown, locationId: undefined, vendorId, productId };
}

describe('the serial ports of this machine', () => {
  it('are ours by USB vendor and product id', async () => {
    binding.listed = [
      port('/dev/ttyACM0', '1209', 'f0b1'),
      port('/dev/ttyACM1', '2341', '0043'),
      port('/dev/ttyS0'),
    ];
    const candidates = await serialCandidates({ binding, root }).candidates();
    expect(candidates).toEqual([
      { url: 'serial:/dev/ttyACM0', usb: { vendorId: 0x1209, productId: 0xf0b1 }, ours: true },
      { url: 'serial:/dev/ttyACM1', usb: { vendorId: 0x2341, productId: 0x43 }, ours: false },
      { url: 'serial:/dev/ttyS0', ours: false },
    ]);
  });

  it.runIf(process.platform === 'linux')(
    'are read from sysfs where udevadm is missing',
    async () => {
      binding.listed = new Error('spawn udevadm ENOENT');
      const ids = { idVendor: '1209', idProduct: 'f0b1', serial: 'FB00000000000017' };
      await usbPort('ttyACM0', { ...ids, manufacturer: 'fobkit' });
      await uart('ttyS0', '4');
      await uart('ttyS1', '0');
      await uart('tty7', '4');
      const candidates = await serialCandidates({ binding, root }).candidates();
      expect(candidates).toHaveLength(2);
      expect(candidates).toContainEqual({
        url: 'serial:/dev/ttyACM0',
        description: 'usb-fobkit_Fob-if00',
        usb: { vendorId: 0x1209, productId: 0xf0b1, serialNumber: 'FB00000000000017' },
        deviceId: 'fb00000000000017',
        ours: true,
      });
      expect(candidates).toContainEqual({ url: 'serial:/dev/ttyS0', ours: false });
    },
  );

  it.runIf(process.platform === 'linux')('are none on a machine without /sys', async () => {
    binding.listed = new Error('spawn udevadm ENOENT');
    expect(await serialCandidates({ binding, root: join(root, 'no') }).candidates()).toEqual([]);
  });
});
