import { RigError } from '@fobkit/client';
import { InProcessRigs } from '@fobkit/emulator';
import { toHex } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { fobOf, load, NEW_YEAR, wish } from './wish.ts';

const rigs = new InProcessRigs();

/** Everything that a short life of a fob shows. */
async function life(seed: number): Promise<string> {
  const rig = await rigs.take(wish({ seed }));
  const seen: unknown[] = [rig.deviceId];
  rig.onEvent((event) => seen.push(event));
  const device = await rig.connect({ onMessage: (message) => seen.push(message) });
  await load(rig, device);
  seen.push(await rig.act({ action: 'press' }), await rig.lcd());
  await rig.wait(30 * 86_400);
  seen.push(await rig.read('drift'), await rig.read('battery'), await rig.snapshot());
  await device.close();
  await rig.close();
  return JSON.stringify(seen);
}

async function rigError(promise: Promise<unknown>): Promise<RigError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof RigError) return error;
    throw error;
  }
  throw new Error('it did not reject');
}

describe('an emulated rig in process', () => {
  it('shows the same bytes for the same seed', async () => {
    expect(await life(7)).toBe(await life(7));
  });

  it('shows another fob for another seed', async () => {
    expect(await life(7)).not.toBe(await life(8));
  });

  it('starts at the world time of the scenario', async () => {
    const rig = await rigs.take(wish());
    expect(rig.clock.unixMs()).toBe(NEW_YEAR * 1000);
  });

  it('gives the factory key, by which the fob is loaded', async () => {
    const rig = await rigs.take(wish());
    const device = await rig.connect();
    await load(rig, device);
    expect((await fobOf(device).getInfo()).loaded?.serialLabel).toBe('SKTH00000017');
  });

  it('shows the code after a press, when the finger is off', async () => {
    const rig = await rigs.take(wish());
    await load(rig, await rig.connect());
    const proof = await rig.act({ action: 'press' });
    expect(proof.evidence).toMatch(/^the contact closed(, with \d+ bounces?)?, by the model$/);
    expect((await rig.lcd()).rows[0]).toMatch(/^\d{6}$/);
    expect(rig.fob.parts.button.isDown()).toBe(false);
  });

  it('masks the code of a production fob on the LCD and in events', async () => {
    const rig = await rigs.take(wish());
    await load(rig, await rig.connect(), 'production');
    const told: unknown[] = [];
    rig.onEvent((event) => told.push(event));
    await rig.act({ action: 'press' });
    const code = rig.fob.view.rows[0] ?? '';
    expect(code).toMatch(/^\d{6}$/);
    expect(await rig.lcd()).toMatchObject({ masked: true, rows: ['------'] });
    expect(JSON.stringify(told)).not.toContain(code);
  });

  it('lets a request time out without waiting when the fob hangs', async () => {
    const rig = await rigs.take(wish());
    const device = fobOf(await rig.connect());
    await rig.armFault({ kind: 'cpu.hang', args: [], trigger: { on: 'arming' } });
    await expect(device.getInfo({ timeoutMs: 100 })).rejects.toThrow('no answer');
  });
});

describe('what is done to it is read back', () => {
  it.each([
    [{ action: 'battery', percent: 5 }, 'the cell holds 5 %'],
    [{ action: 'cell', present: false }, 'the cell is out'],
    [{ action: 'temperature', celsius: -10 }, 'the case is at -10 °C'],
    [{ action: 'supply', millivolts: 2500 }, 'the supply is at 2.500 V'],
    [{ action: 'supply', millivolts: 2500, seconds: 10 }, 'the supply is at 2.500 V'],
    [{ action: 'crystal', driftPpm: 20 }, 'a further 20 ppm'],
    [{ action: 'unplug' }, 'the fob is off its wires'],
    [{ action: 'replug' }, 'the fob is on its wires'],
    [{ action: 'hold', seconds: 2 }, 'the contact closed'],
    [{ action: 'advance', seconds: 60 }, '60 s have passed'],
  ] as const)('%j', async (action, evidence) => {
    const rig = await rigs.take(wish());
    expect((await rig.act(action)).evidence).toContain(evidence);
  });

  it('time has passed after a ramp of the supply', async () => {
    const rig = await rigs.take(wish());
    await rig.act({ action: 'supply', millivolts: 3000 });
    await rig.act({ action: 'supply', millivolts: 2000, seconds: 10 });
    expect(rig.clock.unixMs()).toBe((NEW_YEAR + 10) * 1000);
    expect((await rig.read('rail')).value).toBeCloseTo(2, 2);
  });

  it('a fault is armed, fires, and says so', async () => {
    const rig = await rigs.take(wish());
    const armed = await rig.armFault({
      kind: 'cpu.hang',
      args: [],
      trigger: { on: 'nth', event: 'press', n: 1 },
    });
    expect(armed.firedCount).toBe(0);
    await rig.act({ action: 'press' });
    expect(await rig.faults()).toMatchObject([{ id: armed.id, firedCount: 1 }]);
  });

  it('a fault that is none is refused', async () => {
    const rig = await rigs.take(wish());
    expect(await rigError(rig.armFault({ kind: 'lcd.none' }))).toMatchObject({ code: 'refused' });
  });

  it('the drift of a lost clock is refused', async () => {
    const rig = await rigs.take(wish());
    expect(await rigError(rig.read('drift'))).toMatchObject({ code: 'refused' });
  });
});

describe('a snapshot', () => {
  it('goes back to the world time and the flash that it was taken at', async () => {
    const rig = await rigs.take(wish());
    const before = await rig.connect();
    await load(rig, before);
    const snapshot = await rig.snapshot();
    await fobOf(before).close();
    await rig.wait(3600);
    await rig.act({ action: 'press' });
    await rig.restore(snapshot);
    expect(rig.clock.unixMs()).toBe(NEW_YEAR * 1000);
    expect(await rig.snapshot()).toBe(snapshot);
    expect((await fobOf(await rig.connect()).getStatus()).presses).toBe(0);
  });

  it('of another fob is refused', async () => {
    const rig = await rigs.take(wish());
    const other = await rigs.take(wish({ seed: 8 }));
    expect(await rigError(rig.restore(await other.snapshot()))).toMatchObject({ code: 'refused' });
  });

  it('of a production fob is refused', async () => {
    const rig = await rigs.take(wish());
    await load(rig, await rig.connect(), 'production');
    expect(await rigError(rig.snapshot())).toMatchObject({ code: 'refused' });
  });

  it('keeps telling events afterwards', async () => {
    const rig = await rigs.take(wish());
    const kinds: string[] = [];
    rig.onEvent(({ kind }) => kinds.push(kind));
    await rig.restore(await rig.snapshot());
    kinds.length = 0;
    await rig.act({ action: 'press' });
    expect(kinds).toContain('press');
  });
});

describe('the fobs of one run', () => {
  it('live on one world time', async () => {
    const run = wish({ others: [['twin', 'generic']] });
    const rig = await rigs.take(run);
    const twin = await rigs.take(run, 'twin');
    await rig.wait(3600);
    expect(twin.fob.worldTicks).toBe(rig.fob.worldTicks);
    expect(twin.deviceId).not.toBe(rig.deviceId);
    expect(twin.fob.profile.name).toBe('generic');
  });

  it('of two names have two device ids, in any script', async () => {
    const run = wish({
      others: [
        ['甲', 'generic'],
        ['2', 'generic'],
      ],
    });
    const [first, second] = [await rigs.take(run, '甲'), await rigs.take(run, '2')];
    expect(first.deviceId).not.toBe(second.deviceId);
  });

  it('of the next run are new', async () => {
    const run = wish();
    const first = await rigs.take(run);
    await first.wait(3600);
    await first.close();
    const second = await rigs.take(run);
    expect(second.clock.unixMs()).toBe(NEW_YEAR * 1000);
    expect(second.deviceId).toBe(first.deviceId);
  });

  it('a fob that stands ahead after a restore of another waits for the world', async () => {
    const run = wish({ others: [['twin', 'generic']] });
    const rig = await rigs.take(run);
    const twin = await rigs.take(run, 'twin');
    const snapshot = await rig.snapshot();
    await rig.wait(3600);
    await rig.restore(snapshot);
    const ahead = twin.fob.worldTicks;
    await rig.wait(1800);
    expect(twin.fob.worldTicks).toBe(ahead);
    await rig.wait(3600);
    expect(twin.fob.worldTicks).toBe(rig.fob.worldTicks);
  });

  it('that the scenario does not name are lacking', async () => {
    expect(await rigError(rigs.take(wish(), 'nobody'))).toMatchObject({ code: 'lacking' });
  });

  it('of a type that there is none of are lacking', async () => {
    expect(await rigError(rigs.take(wish({ profile: 'none' })))).toMatchObject({ code: 'lacking' });
  });
});

describe('a long wait', () => {
  it('ends when its signal aborts', async () => {
    const rig = await rigs.take(wish());
    const abort = new AbortController();
    const waiting = rig.wait(10 * 365 * 86_400, abort.signal);
    abort.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });

  it('costs no bytes of the fob: it is where it would be', async () => {
    const one = await rigs.take(wish());
    const two = await rigs.take(wish());
    await one.wait(90 * 86_400);
    for (let month = 0; month < 3; month++) await two.wait(30 * 86_400);
    expect(toHex(one.fob.identity.deviceId)).toBe(two.deviceId);
    expect(await one.snapshot()).toBe(await two.snapshot());
  });
});
