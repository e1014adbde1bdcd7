import { openUsbipServer, type UsbipServer } from '@fobkit/firmware-sim/plug';
import { toHex } from '@fobkit/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { blankFob, DEVICE_ID } from '../support/raw-host.ts';
import type { Guest } from './guest.ts';
import { BOOT_MILLISECONDS, inGuest } from './in-guest.ts';
import { HOST_ADDRESS } from './qemu.ts';
import { runInside } from './run-inside.ts';
import { attach, bootUsbipGuest } from './usb-guest.ts';

const deviceId = toHex(DEVICE_ID);

inGuest('the links of Node on a real kernel', ['usbip'], () => {
  let server: UsbipServer;
  let guest: Guest;
  let told: readonly unknown[];

  beforeAll(async () => {
    server = await openUsbipServer({ onProblem: () => undefined });
    server.export(blankFob());
    guest = await bootUsbipGuest();
    await attach(guest, server.port);
    const args = [HOST_ADDRESS, String(server.port), deviceId];
    told = (await runInside(guest, 'links.ts', { args, seconds: 120 })).lines;
  }, BOOT_MILLISECONDS);

  afterAll(async () => {
    await guest.stop();
    await server.close();
  });

  const quiet = { stale: 0, malformed: 0, droppedBytes: 0, resent: 0, reconnected: 0 };

  it('carry commands, nothing of which gets lost', () => {
    for (const url of ['hid', 'serial', 'usb']) {
      expect(told).toContainEqual(
        expect.objectContaining({ url, counters: { ...quiet, foreignReports: 0 } }),
      );
    }
  });

  it.each([
    ['hid', 'ok'],
    ['serial', 'busy'],
    ['usb', 'busy'],
  ])('are for one program at a time but for HID: %s', (url, second) => {
    expect(told).toContainEqual(expect.objectContaining({ url, second }));
  });

  it.each(['hid', 'serial', 'usb'])('are free at once when they are closed: %s', (url) => {
    expect(told).toContainEqual(expect.objectContaining({ url, again: 'ok' }));
  });

  it('reach one fob all at once', () => {
    expect(told).toContainEqual({ together: true });
  });

  it('are lost when the fob is unplugged', () => {
    expect(told).toContainEqual({ lost: ['link-lost', 'link-lost', 'link-lost', 'link-lost'] });
  });

  it('by device id find the fob again when it is back', () => {
    expect(told).toContainEqual({ gone: 'not-found' });
    expect(told).toContainEqual({ back: deviceId });
  });

  it('are watched: it arrives, leaves and arrives, and its links come one by one', () => {
    const types = told.flatMap((line) => (isTypes(line) ? line.types : []));
    expect(types.filter((type) => type !== 'changed')).toEqual(['arrived', 'left', 'arrived']);
  });
});

function isTypes(line: unknown): line is { readonly types: readonly string[] } {
  return typeof line === 'object' && line !== null && 'types' in line;
}
