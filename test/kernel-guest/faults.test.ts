import { newFob } from '@fobkit/emulator';
import { parseFault } from '@fobkit/firmware-sim';
import { openUsbipServer, type UsbipPlug, type UsbipServer } from '@fobkit/firmware-sim/plug';
import { fromHex, toHex } from '@fobkit/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BATCH_KEY, blankFob, DEVICE_ID } from '../support/raw-host.ts';
import type { Guest } from './guest.ts';
import { Hand } from './hand.ts';
import { BOOT_MILLISECONDS, inGuest } from './in-guest.ts';
import { kernelComplaints } from './kernel-complaints.ts';
import type { KernelRecord } from './kernel-log.ts';
import { HOST_ADDRESS } from './qemu.ts';
import { runInside, type Told as Ran } from './run-inside.ts';
import { bootUsbipGuest } from './usb-guest.ts';

const SECONDS = 400;
const ALL_MET = { hid: 'ok', serial: 'ok', usb: 'ok' };

/** What a scenario of inside/faults.ts told, by its name. */
type Told = ReadonlyMap<string, unknown>;

inGuest('a fob in trouble on a real kernel', ['usbip'], () => {
  const fob = blankFob();
  let server: UsbipServer;
  let hand: Hand;
  let guest: Guest;
  let told: Told;
  let kernelLog: readonly KernelRecord[];

  beforeAll(
    async () => {
      server = await openUsbipServer();
      hand = await Hand.open(ordersFor(server.export(fob)));
      guest = await bootUsbipGuest();
      const args = [HOST_ADDRESS, String(server.port), String(hand.port), toHex(DEVICE_ID)];
      const run = await runInside(guest, 'faults.ts', { args, seconds: SECONDS });
      told = new Map(run.lines.filter(isScenario).map(({ scenario, ...rest }) => [scenario, rest]));
      kernelLog = run.kernelLog;
    },
    BOOT_MILLISECONDS + 1000 * SECONDS,
  );

  afterAll(async () => {
    await guest.stop();
    hand.close();
    await server.close();
  });

  function ordersFor(plug: UsbipPlug): Parameters<typeof Hand.open>[0] {
    return {
      unplug: () => {
        fob.unplug();
        return 'unplugged';
      },
      unplugAt: (count = '') => {
        let left = Number(count);
        const stop = plug.observe(({ kind }) => {
          if (kind !== 'submit' || --left > 0) return;
          stop();
          fob.unplug();
        });
        return 'will unplug';
      },
      replug: () => {
        plug.replug();
        return 'replugged';
      },
      plugged: () => String(plug.plugged),
      arm: (words = '', onNth = '') => {
        const fault = parseFault(words.split(' '), onNth === '' ? {} : { onNth });
        return fob.faults.arm(fault).id;
      },
      fired: (id = '') => String(fob.faults.find(id).firedCount),
    };
  }

  it.each(['hid', 'serial', 'usb'])(
    'unplugged in the middle of a message on %s is lost at once, and good again afterwards',
    (link) => {
      const outcome = told.get(`unplugged in mid-message: ${link}`);
      expect(outcome).toEqual({ heard: 'lost', again: 'ok' });
    },
  );

  it.each(['hid in', 'serial in', 'usb in', 'usb out'])(
    'whose endpoint %s halts answers all the same, by a halt that is cleared',
    (endpoint) => {
      const outcome = { fired: '1', open: 'ok', anew: 'ok', afterReset: 'ok' };
      expect(told.get(`stalled: ${endpoint}`)).toEqual(outcome);
    },
  );

  // Neither hidraw nor cdc-acm clears a halt of an OUT endpoint: only a reset does.
  it.each([
    ['hid out', 'link-lost', 'link-lost'],
    ['serial out', 'timeout', 'not-a-fob'],
  ])(
    'whose endpoint %s halts is told as %s, and good again after a reset',
    (endpoint, open, anew) => {
      const outcome = { fired: '1', open, anew, afterReset: 'ok' };
      expect(told.get(`stalled: ${endpoint}`)).toEqual(outcome);
    },
  );

  it.each(['reset by the host', 'authorised anew', 'configured anew'])(
    '%s answers on all links',
    (name) => {
      expect(told.get(name)).toEqual({ met: ALL_MET });
    },
  );

  it('suspended by the host wakes when somebody opens it', () => {
    expect(told.get('suspended')).toEqual({ met: ALL_MET, resumed: ALL_MET });
  });

  it('that falls off by a brown-out is refused, and attached when it is plugged in again', () => {
    const outcome = { attached: false, fired: '1', met: ALL_MET };
    expect(told.get('brown-out on attach')).toEqual(outcome);
  });

  it.each([1, 5, 12, 20])('unplugged at transfer %i of an attach is attached later', (transfer) => {
    const name = `unplugged at transfer ${String(transfer)} of the attach`;
    expect(told.get(name)).toEqual({ met: ALL_MET });
  });

  it('never brings the kernel itself into trouble', () => {
    const trouble = /\bBUG\b|Oops|Call Trace|WARNING|hung|lockup|general protection/i;
    expect(kernelLog.filter(({ text }) => trouble.test(text))).toEqual([]);
  });

  it('gives the kernel nothing to complain of unless it is unplugged or halted', () => {
    const complaints: string[] = [];
    let quiet = true;
    for (const record of kernelLog) {
      const scenario = /^scenario (.*)/.exec(record.text)?.[1];
      if (scenario !== undefined) quiet = !/^(unplugged|stalled|brown-out)/.test(scenario);
      if (quiet) complaints.push(...kernelComplaints([record]));
    }
    expect(complaints).toEqual([]);
  });

  describe('one of eight that are attached together', () => {
    const count = 8;
    const ids = Array.from({ length: count }, (_, n) => `f0b100000000000${String(n + 1)}`);
    let eight: UsbipServer;
    let run: Ran;

    beforeAll(
      async () => {
        await guest.run(['usbip', 'detach', '-p', '0']);
        eight = await openUsbipServer();
        for (const id of ids) {
          eight.export(newFob({ profile: 'generic', deviceId: fromHex(id), batchKey: BATCH_KEY }));
        }
        const args = [HOST_ADDRESS, String(eight.port), String(count)];
        run = await runInside(guest, 'many-fobs.ts', { args, seconds: SECONDS });
      },
      BOOT_MILLISECONDS + 1000 * SECONDS,
    );

    afterAll(() => eight.close());

    it.each(ids)('is found once with its three links: %s', (deviceId) => {
      expect(run.lines).toContainEqual({ deviceId, schemes: ['hid', 'serial', 'usb'] });
    });

    it('answers for itself on each link while all talk', () => {
      expect(run.lines.at(-1)).toEqual({ links: 3 * count, right: 3 * count });
    });

    it('gives the kernel nothing to complain of', () => {
      expect(kernelComplaints(run.kernelLog)).toEqual([]);
    });
  });
});

function isScenario(line: unknown): line is { scenario: string } {
  return typeof line === 'object' && line !== null && 'scenario' in line;
}
