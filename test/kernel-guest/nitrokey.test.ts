import { nodeClock, nodePrimitives } from '@fobkit/client/node';
import { LiveClock } from '@fobkit/emulator';
import { Fob, findFobType } from '@fobkit/firmware-sim';
import { openUsbipServer, type UsbipServer } from '@fobkit/firmware-sim/plug';
import { fromHex } from '@fobkit/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TICKS } from '../support/raw-host.ts';
import rfc4226 from '../vectors/rfc4226.json' with { type: 'json' };
import rfc6238 from '../vectors/rfc6238.json' with { type: 'json' };
import { bundleForGuest } from './bundle.ts';
import { Guest } from './guest.ts';
import { BOOT_MILLISECONDS, inGuest } from './in-guest.ts';
import { HOST_ADDRESS } from './qemu.ts';
import { runInside } from './run-inside.ts';

type Told = Readonly<Record<string, unknown>>;

const HOTP_CODES = rfc4226.codes_by_counter;
const TOTP_CODES = rfc6238.vectors
  .filter(({ algorithm }) => algorithm === 'SHA1')
  .map(({ code }) => code);

/** Of libnitrokey (command_status in device_proto.h). */
const Status = {
  Ok: 0,
  SlotNotProgrammed: 3,
  WrongPassword: 4,
  NotAuthorized: 5,
  TimestampWarning: 6,
  NoName: 7,
} as const;

const MODULES = ['vhci_hcd', 'usbhid', 'hid_generic', 'uhid'];

/** What is read of a slot in which nothing is. */
const NONE = ['', Status.SlotNotProgrammed];

const APPEARS = 'for i in $(seq 300); do [ -e /dev/hidraw0 ] && exit 0; sleep 0.1; done; exit 1';

inGuest('a Nitrokey Pro plugged into a real kernel', ['usbip', 'python3', 'nitrocli'], () => {
  let server: UsbipServer;
  let clock: LiveClock;
  let guest: Guest;
  let kernel: readonly string[] = [];

  beforeAll(async () => {
    const profile = findFobType('nitrokey-pro');
    if (profile === undefined) throw new Error('there is no such fob type');
    clock = new LiveClock({ clock: nodeClock });
    const fob = new Fob({
      profile,
      deviceId: fromHex('f0b1000000005f11'),
      batchKey: new Uint8Array(32),
      worldTicks: Math.floor(nodeClock.unixMs() / 1000) * TICKS,
      seed: 1,
      crypto: nodePrimitives,
    });
    server = await openUsbipServer();
    const { busId } = server.export(clock.add(fob));
    guest = await Guest.boot({ network: true, modules: MODULES });
    const port = String(server.port);
    await done(['usbip', '--tcp-port', port, 'attach', '-r', HOST_ADDRESS, '-b', busId]);
    const { kernelLog } = await done(['sh', '-c', APPEARS]);
    kernel = kernelLog.map(({ text }) => text);
  }, BOOT_MILLISECONDS);

  afterAll(async () => {
    await guest.stop();
    await server.close();
    clock.close();
  });

  async function done(command: readonly string[]): ReturnType<Guest['run']> {
    const step = await guest.run(command, { folder: import.meta.dirname, seconds: 120 });
    if (step.status === 0) return step;
    const log = step.kernelLog.map(({ text }) => text).join('\n');
    throw new Error(`${command.join(' ')}: ${step.errors}\n${step.output}\n${log}`);
  }

  async function toldBy(script: string): Promise<Told> {
    const { lines } = await runInside(guest, script, { seconds: 120 });
    return lines[0] as Told;
  }

  async function told(command: readonly string[]): Promise<Told> {
    return JSON.parse((await done(command)).output) as Told;
  }

  it('is a USB keyboard, as the kernel tells it', () => {
    expect(kernel.join('\n')).toMatch(/USB HID v1\.10 Keyboard \[Nitrokey Nitrokey Pro\]/);
    expect(kernel).toContainEqual(expect.stringContaining('idVendor=20a0, idProduct=4108'));
    expect(kernel).toContainEqual(expect.stringMatching(/SerialNumber: 000000000000000000005F11$/));
  });

  describe('driven by fobkit over hidraw', () => {
    let found: Told;

    beforeAll(async () => {
      found = await toldBy('nitrokey-driver.ts');
    }, BOOT_MILLISECONDS);

    it('is found by its USB ids and says who it is', () => {
      expect(found).toMatchObject({
        port: { url: 'nitrokey:/dev/hidraw0', model: 'pro', serial: '5f11' },
        report: { firmwareVersion: '0.11', cardSerial: '00005f11', userPinForCodes: false },
        tries: { user: 3, admin: 3 },
      });
    });

    it('counts a wrong PIN', () => {
      expect(found['wrongPin']).toMatch(/2 tries are left \[wrong-password\]$/);
    });

    it('holds what was loaded into its slots, until it is erased', () => {
      expect(found['slots']).toEqual([
        { slot: 'hotp2', mode: 'hotp', loaded: { name: 'door', digits: 6, counter: 0 } },
        { slot: 'totp14', mode: 'totp', loaded: { name: 'bank', digits: 8, stepSeconds: 30 } },
      ]);
      expect(found['erased']).toMatch(/\[slot-not-programmed\]$/);
    });

    it('makes the codes of RFC 4226 and RFC 6238', () => {
      expect(found['hotp']).toEqual(HOTP_CODES);
      expect(found['totp']).toBe('14050471');
    });

    it('answers with CRCs that fit', () => {
      expect(found['counters']).toMatchObject({ wrongCrc: 0, stale: 0 });
    });

    it('is what fob lists, and reads codes from', async () => {
      const bundle = await bundleForGuest('fob.ts');
      const fob = [process.execPath, bundle.path];
      const entry = { kind: 'token', deviceId: '00005f11', url: 'nitrokey:/dev/hidraw0' };
      try {
        expect(await told([...fob, 'list', '--json'])).toContainEqual(
          expect.objectContaining(entry),
        );
        const words = ['code', '--device', 'nitrokey:5f11#totp14', '--json'];
        expect(await told([...fob, ...words])).toMatchObject({ mode: 'totp', step: 30 });
      } finally {
        bundle.remove();
      }
    }, 200_000);
  });

  describe('driven by libnitrokey of Debian', () => {
    let found: Told;

    beforeAll(async () => {
      found = await told(['/usr/bin/python3', 'inside/libnitrokey.py']);
    }, BOOT_MILLISECONDS);

    it('is logged into and says who it is', () => {
      expect(found).toMatchObject({ login: 1, serial: '00005f11', firmware: [0, 11] });
      expect(found['library']).toMatch(/^v3\./);
    });

    it('wants the admin PIN before slots are written, and counts wrong ones', () => {
      expect(found).toMatchObject({
        tries: [3, 3],
        wrongPin: Status.WrongPassword,
        triesThen: [3, 2],
        unauthorised: Status.NotAuthorized,
        pin: Status.Ok,
      });
    });

    it('holds names, and refuses a slot without one', () => {
      expect(found).toMatchObject({
        writeTotp: Status.Ok,
        writeLast: Status.Ok,
        writeHotp: Status.Ok,
        names: ['bank', 'fifteen letters', 'vpn'],
        empty: NONE,
        noName: Status.NoName,
      });
    });

    it('makes the codes of RFC 4226 and RFC 6238', () => {
      expect(found['rfc6238']).toEqual(TOTP_CODES.slice(0, 5));
      expect(found['rfc4226']).toEqual(HOTP_CODES);
      expect(found).toMatchObject({ readSlot: Status.Ok, counter: 10 });
    });

    it('does not let its time be put back softly', () => {
      expect(found).toMatchObject({ softBack: Status.TimestampWarning, softOn: Status.Ok });
    });

    it('gives codes for the user’s PIN alone once it is told so', () => {
      expect(found).toMatchObject({
        guard: Status.Ok,
        guarded: ['', Status.NotAuthorized],
        userPin: Status.Ok,
        unguarded: '69279037',
        unguard: Status.Ok,
      });
    });

    it('erases a slot', () => {
      expect(found).toMatchObject({ erase: Status.Ok, erased: NONE });
    });

    it('lets PINs be changed and unblocked', () => {
      const all = ['changePin', 'unblock', 'userPinAgain'];
      expect(all.map((name) => found[name])).toEqual(all.map(() => Status.Ok));
    });

    it('is as new after a factory reset', () => {
      expect(found).toMatchObject({ reset: Status.Ok, afterReset: NONE });
    });
  });

  it('is driven by fobkit on a uhid plug too', async () => {
    const found = await toldBy('nitrokey-uhid.ts');
    const info = { model: 'Nitrokey Pro', deviceId: '00000abc' };
    expect(found).toMatchObject({ info, code: HOTP_CODES[0] });
    expect(found['listed']).toContain(found['path']);
  }, 120_000);

  it('tells nitrocli its status', async () => {
    const { output } = await done(['nitrocli', 'status']);
    expect(output.split('\n').map((line) => line.trim().replace(/ +/g, ' '))).toEqual([
      'Status:',
      'model: Pro',
      'serial number: 0x00005f11',
      'firmware version: 0.11',
      'user retry count: 3',
      'admin retry count: 3',
      '',
    ]);
  });
});
