import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { FakeUsb } from '../usb/support/fake-usb.ts';
import { serve } from './usbip-support.ts';

const run = promisify(execFile);

/** What the `usbip` tool of the Linux kernel tells of the server on a port. */
async function list(port: number): Promise<string> {
  const path = `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`;
  const words = ['--tcp-port', String(port), 'list', '-r', '127.0.0.1'];
  try {
    const { stdout, stderr } = await run('usbip', words, { env: { ...process.env, PATH: path } });
    return stdout + stderr;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new Error('the usbip tool is missing: apt-get install usbip', { cause: error });
    }
    throw error;
  }
}

describe('the usbip tool', () => {
  it('lists every fob with its interfaces', async () => {
    const server = await serve();
    server.export(new FakeUsb());
    server.export(new FakeUsb());
    const lines = (await list(server.port)).split('\n').map((line) => line.trim());
    expect(lines.filter((line) => /^1-\d: /.test(line))).toEqual([
      expect.stringMatching(/^1-1: .*\(1209:f0b1\)$/),
      expect.stringMatching(/^1-2: .*\(1209:f0b1\)$/),
    ]);
    expect(lines).toContain(': /sys/devices/platform/fobkit/usb1/1-2');
    expect(lines.filter((line) => line.endsWith('(ef/02/01)'))).toHaveLength(2);
    for (const shown of [
      '0 - .*\\(03/00/00',
      '1 - .*\\(02/02/00',
      '2 - .*\\(0a/00/00',
      '3 - .*\\(ff/00/00',
    ]) {
      expect(lines.filter((line) => new RegExp(`^: +${shown}\\)$`).test(line))).toHaveLength(2);
    }
  });

  it('finds nothing where every fob is unplugged', async () => {
    const server = await serve();
    const fob = new FakeUsb();
    server.export(fob);
    fob.unplug();
    expect(await list(server.port)).toContain('no exportable devices found on 127.0.0.1');
  });
});
