import { FobHid, openUsbipServer, type UsbipServer } from '@fobkit/firmware-sim/plug';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { blankFob } from '../support/raw-host.ts';
import { probeHid, type ProbedHid } from '../support/usb/hid-probe.ts';
import type { Guest } from './guest.ts';
import { BOOT_MILLISECONDS, inGuest } from './in-guest.ts';
import { runInside } from './run-inside.ts';
import { attach, bootUsbipGuest } from './usb-guest.ts';

inGuest('the drop-in for node-hid', ['usbip'], () => {
  let server: UsbipServer;
  let guest: Guest;

  beforeAll(async () => {
    server = await openUsbipServer();
    guest = await bootUsbipGuest();
  }, BOOT_MILLISECONDS);

  afterAll(async () => {
    await guest.stop();
    await server.close();
  });

  it('says in every case what node-hid says on a real kernel', async () => {
    const real = blankFob();
    server.export(real);
    await attach(guest, server.port);
    const { lines } = await runInside(guest, 'hid-probe.ts', {
      seconds: 120,
      onLine: (line) => {
        if (line === '"unplug"') real.unplug();
      },
    });

    const emulated = blankFob();
    const hid = new FobHid();
    hid.attach('/dev/hidraw0', emulated);
    const probed = await probeHid(hid as unknown as ProbedHid, '/dev/hidraw0', () => {
      emulated.unplug();
    });
    expect(probed).toEqual(lines.at(-1));
  });
});
