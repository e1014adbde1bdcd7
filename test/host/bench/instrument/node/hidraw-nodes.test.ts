import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hidrawNodesAt } from '../../../../../host/bench/instrument/node/hidraw-nodes.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fobkit-sys-'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

/** A HID device of the kernel's tree, as /sys/class/hidraw links to it. */
function plug(name: string, place: string): void {
  const device = join(root, 'sys/devices/usb1', place, `${place}:1.0`, '0003:16C0:05DF.0001');
  const node = join(root, 'sys/class/hidraw', name);
  mkdirSync(device, { recursive: true });
  mkdirSync(node, { recursive: true });
  symlinkSync(device, join(node, 'device'));
}

it('a HID device is found by its socket, and not one behind the hub that stands there', async () => {
  plug('hidraw0', '1-1');
  plug('hidraw1', '1-1.4');
  plug('hidraw2', '1-1.40');
  expect(await hidrawNodesAt('1-1.4', root)).toEqual(['/dev/hidraw1']);
  expect(await hidrawNodesAt('1-1', root)).toEqual(['/dev/hidraw0']);
  expect(await hidrawNodesAt('2-1', root)).toEqual([]);
});
