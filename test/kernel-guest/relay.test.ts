import { openUsbipServer, type UsbipServer } from '@fobkit/firmware-sim/plug';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RelayBoard } from '../../firmware-sim/fixture/relay/relay-board.ts';
import { RelayDevice } from '../../firmware-sim/fixture/relay/relay-device.ts';
import { Manners } from '../../firmware-sim/fixture/script.ts';
import { Guest } from './guest.ts';
import { BOOT_MILLISECONDS, inGuest } from './in-guest.ts';
import { kernelComplaints } from './kernel-complaints.ts';
import { HOST_ADDRESS } from './qemu.ts';

const MODULES = ['vhci_hcd', 'usbhid', 'hid_generic'];
const APPEARS = 'for i in $(seq 300); do [ -e /dev/hidraw0 ] && exit 0; sleep 0.1; done; exit 1';

inGuest('an emulated relay board plugged into a real kernel', ['usbip', 'usbrelay'], () => {
  let server: UsbipServer;
  let board: RelayBoard;
  let guest: Guest;
  let complaints: readonly string[] = [];
  let kernel = '';

  beforeAll(async () => {
    const manners = new Manners({ misbehave: [] }, 'relay1');
    board = new RelayBoard({ count: 2, serial: 'FBK01' }, new Map(), manners);
    server = await openUsbipServer();
    const { busId } = server.export(new RelayDevice(board));
    guest = await Guest.boot({ network: true, modules: MODULES });
    const port = String(server.port);
    await run('usbip', '--tcp-port', port, 'attach', '-r', HOST_ADDRESS, '-b', busId);
    const { kernelLog, status } = await run('sh', '-c', APPEARS);
    kernel = kernelLog.map(({ text }) => text).join('\n');
    complaints = kernelComplaints(kernelLog);
    expect(status).toBe(0);
  }, BOOT_MILLISECONDS);

  afterAll(async () => {
    await guest.stop();
    await server.close();
  });

  function run(...command: readonly string[]): ReturnType<Guest['run']> {
    return guest.run(command, { folder: import.meta.dirname, seconds: 60 });
  }

  async function usbrelay(...words: readonly string[]): Promise<string> {
    return (await run('usbrelay', ...words)).output;
  }

  it('is what the kernel takes a board of dcttech for', () => {
    expect(kernel).toContain('idVendor=16c0, idProduct=05df');
    expect(kernel).toContain('Product: USBRelay2');
    expect(kernel).toMatch(/HID v1\.01 Device \[www\.dcttech\.com USBRelay2\]/);
    expect(complaints).toEqual([]);
  });

  describe('usbrelay of Debian', () => {
    it('lists its relays by its name', async () => {
      expect(await usbrelay()).toBe('FBK01_1=0\nFBK01_2=0\n');
    });

    it('draws a relay and lets it drop', async () => {
      await usbrelay('FBK01_2=1');
      expect(board.coils).toBe(2);
      expect(await usbrelay()).toBe('FBK01_1=0\nFBK01_2=1\n');
      await usbrelay('FBK01_2=0');
      expect(board.coils).toBe(0);
    });

    it('draws all of them at once, and gives the board another name', async () => {
      await usbrelay('FBK01_9=1');
      expect(board.coils).toBe(3);
      await usbrelay('FBK01_0=LINE3');
      expect(board.serial).toBe('LINE3');
      expect(await usbrelay()).toBe('LINE3_1=1\nLINE3_2=1\n');
    });
  });
});
