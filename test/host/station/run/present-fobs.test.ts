import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { PresentFobs } from '../../../../host/station/run/present-fobs.ts';
import { Yard, type YardFob } from '../support/yard.ts';

const never = new AbortController().signal;

async function enter(present: PresentFobs, { port, deviceId }: YardFob): Promise<AbortSignal> {
  const fob = await port.connect(never);
  return (await present.enter(deviceId, { port, fob })).signal;
}

describe('fobs that are plugged in', () => {
  it('with one serial label are found when the second tells it', async () => {
    const yard = new Yard();
    const present = new PresentFobs();
    const [first, second] = [yard.fob(), yard.fob()];
    await enter(present, first);
    await enter(present, second);
    expect(present.twinOf(first.deviceId, 'X')).toBeUndefined();
    expect(present.twinOf(second.deviceId, 'Y')).toBeUndefined();
    expect(present.twinOf(second.deviceId, 'X')).toBe('serial-label');
    present.left('port-1');
    expect(present.twinOf(second.deviceId, 'X')).toBeUndefined();
  });

  it('with one device id stop each other', async () => {
    const yard = new Yard();
    const present = new PresentFobs();
    const deviceId = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    const [first, second] = [yard.fob({ deviceId }), yard.fob({ deviceId })];
    const stopped = await enter(present, first);
    expect(stopped.aborted).toBe(false);
    await enter(present, second);
    expect(stopped.aborted).toBe(true);
    expect(stopped.reason).toMatchObject({ trouble: 'duplicate-id' });
    expect(present.twinOf(first.deviceId, undefined)).toBe('device-id');
  });

  it('that are moved while they are visited are visited when that visit is over', async () => {
    const yard = new Yard();
    const present = new PresentFobs();
    const deviceId = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    const [first, second] = [yard.fob({ deviceId }), yard.fob({ deviceId })];
    const fob = await first.port.connect(never);
    const place = await present.enter(first.deviceId, { port: first.port, fob });
    first.fob.unplug();
    present.left(first.port.name);
    let entered = false;
    const entering = enter(present, second).then(() => (entered = true));
    for (let turn = 0; turn < 50; turn++) await setImmediate();
    expect(entered).toBe(false);
    place.over();
    await entering;
    expect(present.twinOf(second.deviceId, undefined)).toBeUndefined();
  });

  it('are no twins when the other one was pulled', async () => {
    const yard = new Yard();
    const present = new PresentFobs();
    const deviceId = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    const [first, second] = [yard.fob({ deviceId }), yard.fob({ deviceId })];
    const fob = await first.port.connect(never);
    const place = await present.enter(first.deviceId, { port: first.port, fob });
    first.fob.unplug();
    const entered = enter(present, second);
    place.over();
    await entered;
    expect(place.signal.aborted).toBe(false);
    expect(present.twinOf(second.deviceId, undefined)).toBeUndefined();
  });
});
