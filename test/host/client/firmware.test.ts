import { deriveTransportKey, prepareKey, totp } from '@fobkit/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { Fob } from '../../../firmware-sim/fob/fob.ts';
import { generic } from '../../../firmware-sim/profile/generic.ts';
import { FobDevice } from '../../../host/client/device/fob-device.ts';
import { nodePrimitives } from '../../../host/client/node/primitives.ts';
import { provision } from '../../../host/client/provision/provision.ts';
import { Secret } from '../../../host/client/secret.ts';
import { ticksOfUnixMs } from '../../../host/client/ticks.ts';
import { firmwareLink } from './support/firmware-link.ts';
import { SimulatedClock } from './support/simulated-clock.ts';
import { DEVICE_ID, PARAMETERS, simulatedEnv } from './support/values.ts';

const BATCH_KEY = new Uint8Array(32).fill(5);
const SEED = new Secret(new Uint8Array(20).fill(0x31));
const KEY = new Secret(deriveTransportKey(nodePrimitives, BATCH_KEY, DEVICE_ID));

let clock: SimulatedClock;
let fob: Fob;
let device: FobDevice;

beforeEach(async () => {
  clock = new SimulatedClock();
  const worldTicks = ticksOfUnixMs(clock.unixMs());
  const chip = { deviceId: DEVICE_ID, batchKey: BATCH_KEY };
  fob = new Fob({ ...chip, profile: generic, worldTicks, seed: 1 });
  device = await FobDevice.connect(firmwareLink(fob), simulatedEnv(clock));
});

describe('the client and the firmware', () => {
  it('provision a blank fob and read its code', async () => {
    const request = { seed: SEED, parameters: PARAMETERS, transportKey: KEY };
    const report = await clock.until(provision(device, request, { clock }));
    expect(report).toMatchObject({ resumed: false, status: { lifecycle: 'ready' } });
    const reading = await device.readCode();
    const unixSeconds = Math.floor(clock.unixMs() / 1000);
    const rule = { stepSeconds: 30, t0: 0, digits: 6 };
    expect(reading.code).toBe(totp(prepareKey('SHA1', SEED.reveal()), unixSeconds, rule));
    expect(reading.unixTime).toBe(unixSeconds);
    const again = await clock.until(provision(device, request, { clock }));
    expect(again.resumed).toBe(true);
  });

  it('agree on every sealed command', async () => {
    const session = await device.openChannel(KEY);
    await session.setClock(ticksOfUnixMs(clock.unixMs()));
    await session.loadSeed({ seed: SEED, parameters: PARAMETERS });
    expect(await session.keyCheck({ seed: SEED, parameters: PARAMETERS })).toBe(true);
    expect(await session.trimClock(1_000)).toEqual({ before: 0 });
    const key = new Secret(new Uint8Array(32).fill(6));
    expect(await session.rotateTransportKey(key)).toEqual({ keyGeneration: 1 });
    const after = await device.openChannel(key);
    await after.wipe();
    expect((await device.getInfo()).lifecycle).toBe('blank');
  });

  it('agree on every command in the clear', async () => {
    expect((await device.getStatus({ events: 16 })).events.length).toBeGreaterThan(0);
    expect((await device.selfTest()).ok).toBe(true);
    await device.wink();
    expect(typeof (await device.readDisplay()).on).toBe('boolean');
    expect(device.counters).toMatchObject({ stale: 0, malformed: 0, droppedBytes: 0 });
  });

  it('meet the delay after wrong keys', async () => {
    const wrong = new Secret(new Uint8Array(32));
    for (let i = 0; i < 3; i++) {
      await expect(device.openChannel(wrong)).rejects.toHaveProperty('code', 'device');
    }
    await expect(device.openChannel(KEY)).rejects.toMatchObject({
      status: 'delayed',
      retryAfterMs: expect.closeTo(1_000, -2) as unknown,
    });
  });

  it('lose the link in a fob that is unplugged', async () => {
    fob.unplug();
    await expect(device.getInfo()).rejects.toHaveProperty('code', 'link-lost');
  });
});
