import { newFob } from '@fobkit/emulator';
import { openUsbipServer, type UsbipServer } from '@fobkit/firmware-sim/plug';
import { fromHex, toHex } from '@fobkit/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BATCH_KEY, blankFob, DEVICE_ID } from '../support/raw-host.ts';
import type { Guest } from './guest.ts';
import { BOOT_MILLISECONDS, inGuest } from './in-guest.ts';
import { HOST_ADDRESS } from './qemu.ts';
import { runInside } from './run-inside.ts';
import { bootUsbipGuest } from './usb-guest.ts';

const FOB = toHex(DEVICE_ID);
/** Its serial number is the number of its card, not its device id. */
const TOKEN = '1112131415161718';

inGuest('fob sim attach on a real kernel', ['usbip'], () => {
  let server: UsbipServer;
  let guest: Guest;
  let told: Readonly<Record<string, unknown>> = {};

  beforeAll(async () => {
    server = await openUsbipServer();
    server.export(blankFob());
    server.export(
      newFob({ profile: 'nitrokey-pro', deviceId: fromHex(TOKEN), batchKey: BATCH_KEY }),
    );
    guest = await bootUsbipGuest();
    const args = [HOST_ADDRESS, String(server.port), `${FOB}=1-1`, `${TOKEN}=1-2`];
    const { lines } = await runInside(guest, 'sim-attach.ts', { args, seconds: 120 });
    told = Object.assign({}, ...lines) as typeof told;
  }, BOOT_MILLISECONDS);

  afterAll(async () => {
    await guest.stop();
    await server.close();
  });

  it('attaches each fob and tells its nodes', () => {
    expect(told['attached']).toMatchObject([
      { deviceId: FOB, links: ['hid:/dev/hidraw0', 'serial:/dev/ttyACM0'], missing: [] },
      { deviceId: TOKEN, links: ['hid:/dev/hidraw1'], missing: [] },
    ]);
  });

  it('finds them attached the second time', () => {
    expect(told['again']).toEqual(told['attached']);
    expect(told['seen']).toHaveLength(2);
  });

  it('tells what usbip says when no server answers', () => {
    expect(told['refused']).toMatch(/usbip does not attach fob ff: .*tcp connect/);
  });

  it('detaches them', () => {
    expect(told['detached']).toMatchObject([{ deviceId: FOB }, { deviceId: TOKEN }]);
    expect(told['left']).toEqual([]);
  });
});
