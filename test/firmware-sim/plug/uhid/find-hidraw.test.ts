import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findHidraw } from '../../../../firmware-sim/plug/uhid/find-hidraw.ts';

describe('findHidraw', () => {
  it('knows the node by its HID_PHYS', async () => {
    const root = await mkdtemp(join(tmpdir(), 'fobkit-sys-'));
    for (const [name, phys] of [
      ['hidraw0', 'usb-1/input0'],
      ['hidraw12', 'fobkit-1-0/input0'],
    ] as const) {
      await mkdir(join(root, name, 'device'), { recursive: true });
      const uevent = `DRIVER=hid-generic\nHID_ID=0003:00001209:0000F0B1\nHID_PHYS=${phys}\n`;
      await writeFile(join(root, name, 'device', 'uevent'), uevent);
    }
    expect(await findHidraw('fobkit-1-0/input0', root)).toBe('hidraw12');
    expect(await findHidraw('fobkit-1-0/input', root)).toBeUndefined();
    expect(await findHidraw('x', join(root, 'none'))).toBeUndefined();
    await rm(root, { recursive: true });
  });
});
