import { setImmediate as turn } from 'node:timers/promises';
import { FobDevice, type Link, LinkLostError } from '@fobkit/client';
import { nodeEnv, nodePrimitives } from '@fobkit/client/node';
import { Fob } from '@fobkit/firmware-sim';
import { InProcessPlug } from '@fobkit/firmware-sim/plug';
import { deriveTransportKey } from '@fobkit/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  fullSpeedHid,
  instantLine,
  type Line,
  serialLine,
} from '../../../../host/emulator/farm/line.ts';
import { timedPluggable } from '../../../../host/emulator/farm/timed-plug.ts';
import { timedLink } from '../../../../host/emulator/farm/timed-link.ts';
import { CORTEX_M0, WorkMeter } from '../../../../host/emulator/farm/work-times.ts';
import { inProcessLink } from '../../../../host/emulator/in-process-link.ts';
import { FobLink } from '../../../../host/emulator/fob-link.ts';
import { blankFob, profileNamed } from '../../../bench/fobs.ts';
import { SimulatedClock } from '../../client/support/simulated-clock.ts';
import { BATCH_KEY, START } from '../../../support/raw-host.ts';

let clock: SimulatedClock;
beforeEach(() => {
  clock = new SimulatedClock();
});

describe('a line', () => {
  it('of 115,200 baud takes 10 bits for each byte', () => {
    expect(serialLine(115_200).arrival(100, 1152)).toBeCloseTo(200, 9);
  });

  it('of full-speed HID carries one report in each frame of a millisecond', () => {
    expect(fullSpeedHid.arrival(100.25, 64)).toBe(101);
    expect(fullSpeedHid.arrival(101, 64)).toBe(102);
    expect(fullSpeedHid.arrival(100, 5 * 64)).toBe(105);
  });
});

/** Bytes come back as they went out, each with how long it was under way. */
async function echo(line: Line, work?: () => number): Promise<[Link, number[]]> {
  await Promise.resolve();
  const listeners: ((bytes: Uint8Array) => void)[] = [];
  const inner: Link = {
    url: 'test:',
    open: () =>
      Promise.resolve({
        write: (bytes: Uint8Array) => {
          for (const listener of listeners) listener(bytes);
          return Promise.resolve();
        },
        onBytes: (listener: (bytes: Uint8Array) => void) => {
          listeners.push(listener);
          return () => undefined;
        },
        closed: Promise.withResolvers<never>().promise,
        close: () => Promise.resolve(),
      }),
  };
  return [timedLink(inner, { clock, line, ...(work === undefined ? {} : { work }) }), []];
}

describe('a timed link', () => {
  it('charges each direction, and what is sent at once waits for what went before', async () => {
    const [link, at] = await echo(serialLine(10_000));
    const connection = await link.open();
    const begin = clock.now();
    connection.onBytes(() => at.push(clock.now() - begin));
    await connection.write(new Uint8Array(10));
    await connection.write(new Uint8Array(20));
    await clock.advance(1000);
    // 10 ms out and 10 back; the second one 30 ms out, then 20 back.
    expect(at).toEqual([20, 50]);
  });

  it('lets the answer wait for the work of the fob', async () => {
    const [link, at] = await echo(serialLine(10_000), () => 75);
    const connection = await link.open();
    const begin = clock.now();
    connection.onBytes(() => at.push(clock.now() - begin));
    await connection.write(new Uint8Array(10));
    await clock.advance(1000);
    expect(at).toEqual([95]);
  });

  it('loses what is under way when the fob leaves, and says so', async () => {
    const fob = blankFob(profileNamed('generic'));
    const connection = await timedLink(new FobLink(fob), { clock, line: fullSpeedHid }).open();
    let heard = 0;
    connection.onBytes(() => heard++);
    await connection.write(new Uint8Array(64));
    fob.unplug();
    expect(await connection.closed).toMatchObject({ kind: 'lost' });
    await expect(connection.write(new Uint8Array(1))).rejects.toThrow(LinkLostError);
    expect([heard, clock.armed]).toEqual([0, 0]);
  });
});

describe('a timed cable', () => {
  it('charges each direction, and loses what is under way when the fob is pulled out', async () => {
    const fob = blankFob(profileNamed('generic'));
    const line = serialLine(115_200);
    const plug = new InProcessPlug(timedPluggable(fob, { clock, line }), 'sim:timed');
    const connecting = FobDevice.connect(inProcessLink(plug), { ...nodeEnv, clock });
    const begin = clock.now();
    const device = await clock.until(connecting);
    // Frames of GetInfo: some 20 bytes out, more than 100 back.
    expect(clock.now() - begin).toBeGreaterThan(10);
    const asked = device.getInfo();
    await turn();
    fob.unplug();
    await expect(clock.until(asked)).rejects.toThrow(LinkLostError);
    await clock.advance(10);
    expect(clock.armed).toBe(0);
  });
});

describe('a fob whose work is charged', () => {
  function metered(): [Fob, WorkMeter] {
    const meter = new WorkMeter(CORTEX_M0, nodePrimitives);
    const fob = new Fob({
      profile: profileNamed('generic'),
      deviceId: new Uint8Array(8),
      batchKey: BATCH_KEY,
      worldTicks: START,
      seed: 1,
      crypto: meter.primitives,
    });
    meter.watch(fob.parts.flash);
    return [fob, meter];
  }

  it('takes the time of two X25519 and of its flash to open a channel', async () => {
    const [fob, meter] = metered();
    const before = fob.parts.flash.programmedBytes;
    const link = timedLink(new FobLink(fob), {
      clock,
      line: instantLine,
      work: () => meter.take(),
    });
    const device = await clock.until(FobDevice.connect(link, { ...nodeEnv, clock }));
    const key = deriveTransportKey(nodePrimitives, BATCH_KEY, device.deviceId);
    const begin = clock.now();
    await clock.until(device.openChannel(key));
    const programmed = fob.parts.flash.programmedBytes - before;
    expect(programmed).toBeGreaterThan(0);
    const least = 2 * CORTEX_M0.x25519 + (programmed / 2) * CORTEX_M0.halfWord;
    expect(clock.now() - begin).toBeGreaterThanOrEqual(least);
    expect(clock.now() - begin).toBeLessThan(least + 30);
    await turn();
    await device.close();
  });

  it('counts erased pages, and nothing twice', () => {
    const [fob, meter] = metered();
    fob.parts.flash.erase(0);
    expect(meter.take()).toBe(CORTEX_M0.pageErase);
    expect(meter.take()).toBe(0);
  });
});
