import { FOBKIT_USB } from '@fobkit/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Guest } from './guest.ts';
import { BOOT_MILLISECONDS, inGuest } from './in-guest.ts';
import { kernelComplaints } from './kernel-complaints.ts';
import { runInside } from './run-inside.ts';

inGuest('a fob on /dev/uhid of a real kernel', [], () => {
  let guest: Guest;
  let found: Readonly<Record<string, unknown>> = {};
  let complaints: readonly string[] = [];

  beforeAll(async () => {
    guest = await Guest.boot({ modules: ['hid_generic', 'uhid'] });
    const { lines, kernelLog } = await runInside(guest, 'uhid.ts', { seconds: 120 });
    [found = {}] = lines as readonly (typeof found)[];
    complaints = kernelComplaints(kernelLog);
  }, BOOT_MILLISECONDS);

  afterAll(() => guest.stop());

  it('is a HID device of the machine, as node-hid lists them', () => {
    expect(found['url']).toBe('hid:/dev/hidraw0');
    expect(found['devices']).toEqual([
      {
        ...FOBKIT_USB,
        path: '/dev/hidraw0',
        serialNumber: 'f0b1000000000001',
        manufacturer: '',
        product: 'fobkit fobkit OTP fob',
        release: 0,
        interface: -1,
        usagePage: 0xff00,
        usage: 1,
      },
    ]);
  });

  it('speaks to the client over node-hid', () => {
    expect(found).toMatchObject({ model: 'generic', status: 'blank' });
  });

  it('loses no report of the longest messages', () => {
    expect(found['pings']).toBe(100);
  });

  it('gives the kernel nothing to complain of', () => {
    expect(complaints).toEqual([]);
  });

  it('leaves when it is unplugged', () => {
    expect(found['left']).toContain('device disconnected');
    expect(found['writing']).toContain('No such device');
    expect(found['gone']).toBe(0);
  });

  it('comes back when it is plugged in again, and goes with its plug', () => {
    expect(found).toMatchObject({ again: true, modelAgain: 'generic', closed: 0 });
  });

  it('is the way of an emulated relay board too, which node-hid tells by its product name', () => {
    expect(found['relay']).toEqual({ product: 'USBRelay2', report: '0046424b3031000002' });
  });
});
