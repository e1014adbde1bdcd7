import { getInfo, wink } from '@fobkit/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { FobDevice } from '../../../../host/client/device/fob-device.ts';
import { LinkLostError } from '../../../../host/client/errors.ts';
import { DEFAULT_RECONNECT } from '../../../../host/client/wire/reconnect.ts';
import { ScriptedFob } from '../support/scripted-fob.ts';
import { SimulatedClock } from '../support/simulated-clock.ts';
import { fobInfo, simulatedEnv } from '../support/values.ts';

let clock: SimulatedClock;
let fob: ScriptedFob;
let device: FobDevice;

beforeEach(async () => {
  clock = new SimulatedClock();
  fob = new ScriptedFob().on(getInfo, () => fobInfo()).on(wink, () => ({}));
  device = await FobDevice.connect(fob.link, simulatedEnv(clock), {
    reconnect: DEFAULT_RECONNECT,
  });
});

describe('a link that is opened again', () => {
  it('serves the next request', async () => {
    fob.end?.unplug();
    expect((await clock.until(device.getInfo())).model).toBe('generic');
    expect(fob.link.opened).toBe(2);
    expect(device.counters.reconnected).toBe(1);
  });

  it('gets a repeatable request that was under way once more', async () => {
    fob.onRaw(wink.code, () => {
      if (fob.link.opened === 1) fob.end?.unplug();
      return { payload: wink.reply.encode({}) };
    });
    await clock.until(device.wink());
    expect(fob.link.opened).toBe(2);
  });

  it('does not get a code asked for under way, which might use a counter up twice', async () => {
    fob.onRaw(0x03, () => {
      fob.end?.unplug();
      return 'silence';
    });
    await expect(clock.until(device.readCode())).rejects.toThrow(LinkLostError);
    expect(fob.done.get(0x03)).toBe(1);
  });

  it('is waited for longer after each failure', async () => {
    fob.end?.unplug();
    fob.link.present = false;
    const result = device.getInfo();
    await clock.advance(100 + 200 + 399);
    fob.link.present = true;
    await clock.advance(0);
    expect(fob.link.opened).toBe(1);
    await clock.advance(1);
    expect((await result).model).toBe('generic');
  });

  it('is given up after the attempts of the policy', async () => {
    fob.end?.unplug();
    fob.link.present = false;
    const start = clock.now();
    await expect(clock.until(device.getInfo())).rejects.toThrow('not back after 6 attempts');
    expect(clock.now() - start).toBe(100 + 200 + 400 + 800 + 1_600 + 3_000);
  });

  it('refuses a request when another fob is there', async () => {
    fob.end?.unplug();
    fob.on(getInfo, () => fobInfo({ deviceId: Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8]) }));
    await expect(clock.until(device.wink())).rejects.toThrow('another fob is there now');
    expect(fob.done.has(wink.code)).toBe(false);
  });
});
