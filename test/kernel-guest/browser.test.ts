import { openUsbipServer, type UsbipServer } from '@fobkit/firmware-sim/plug';
import { toHex } from '@fobkit/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { otplibCode } from '../bench/oracle.ts';
import { BATCH_KEY, blankFob, DEVICE_ID, SEED, START, TOTP_LOAD } from '../support/raw-host.ts';
import { bundlePage } from './bundle-page.ts';
import type { Guest } from './guest.ts';
import { BOOT_MILLISECONDS, inGuest } from './in-guest.ts';
import { runInside } from './run-inside.ts';
import { attach, bootUsbipGuest } from './usb-guest.ts';

/** Without KVM and on a machine that is busy; idle, one minute is enough. */
const SECONDS = 500;

inGuest('Chromium on a real kernel', ['usbip', 'chromium'], () => {
  let server: UsbipServer;
  let guest: Guest;
  let told: readonly unknown[];

  beforeAll(
    async () => {
      server = await openUsbipServer();
      server.export(blankFob());
      const page = await bundlePage('fob-page.ts');
      try {
        guest = await bootUsbipGuest({ memoryMegabytes: 4096, tmpfs: ['/etc/chromium'] });
        await attach(guest, server.port);
        const setup = { batchKey: toHex(BATCH_KEY), seed: toHex(SEED), clock: START };
        const args = [page.path, JSON.stringify(setup)];
        told = (await runInside(guest, 'chromium.ts', { args, seconds: SECONDS })).lines;
      } finally {
        page.remove();
      }
    },
    BOOT_MILLISECONDS + 1000 * SECONDS,
  );

  afterAll(async () => {
    await guest.stop();
    await server.close();
  });

  const code = otplibCode(TOTP_LOAD, Math.floor(START / 32_768 / 30));

  it.each(['webhid', 'webusb', 'webserial'])(
    'opens the fob by %s, proves its seed over the sealed channel and reads its code',
    (api) => {
      expect(told).toContainEqual(
        expect.objectContaining({ api, deviceId: toHex(DEVICE_ID), holds: true, code }),
      );
    },
  );

  it('knows the device id by WebUSB before it opens the fob', () => {
    expect(told).toContainEqual(expect.objectContaining({ api: 'webusb', told: toHex(DEVICE_ID) }));
  });

  it('is granted each way once, without a click', () => {
    expect(told.at(-1)).toEqual({ done: 3 });
  });
});
