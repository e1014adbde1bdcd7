import { afterEach, describe, expect, it } from 'vitest';
import { nodeClock } from '@fobkit/client/node';
import type { BenchRig, Scenario } from '@fobkit/bench';
import { Leases } from '@fobkit/store';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { EmulatedBench, type EmulatedBenchOptions } from '../support/emulated-bench.ts';

let bench: EmulatedBench | undefined;
afterEach(async () => {
  await bench?.close();
  bench = undefined;
});

async function open(options: EmulatedBenchOptions = {}): Promise<EmulatedBench> {
  bench = await EmulatedBench.open(options);
  return bench;
}

/** As much of a scenario as is looked at when a rig is taken. */
function scenarioFor(profile: string): Scenario {
  const given = { others: new Map([['twin', { profile }]]) };
  return { profile, given } as unknown as Scenario;
}

async function withRig(work: (rig: BenchRig, at: EmulatedBench) => Promise<void>): Promise<void> {
  const at = await open();
  const rig = await at.take();
  try {
    await work(rig, at);
  } finally {
    await rig.close();
  }
}

describe('a bench rig', () => {
  it('begins safe, feeds its fob, and ends safe; both are read back', async () => {
    const at = await open();
    const rig = await at.take();
    expect([at.channel.on, at.live.fob.running]).toEqual([true, true]);
    expect(rig.taken.evidence).toMatch(
      /all relays have dropped.*output off, rail 0\.000 V.*rail 3\.000 V/,
    );
    const { evidence } = await rig.close();
    expect(evidence).toMatch(/all relays have dropped.*output off, rail 0\.000 V.*set to 23 °C/);
    expect([at.channel.on, at.coils, at.live.fob.running]).toEqual([false, 0, false]);
  });

  it('tells what it is: bench, port, device id', async () => {
    await withRig((rig, at) => {
      expect([rig.kind, rig.name, rig.port]).toEqual(['bench', 'bench emulated', 'port-1']);
      expect(rig.deviceId).toBe(at.live.deviceId);
      return Promise.resolve();
    });
  });

  it('lacks what no instrument of its port can do, and says so', async () => {
    await withRig((rig) => {
      expect(rig.lacks('press')).toBeUndefined();
      expect(rig.lacks('factory-key')).toBeUndefined();
      expect(rig.lacks('unplug')).toBe('port port-1 has no hub port and no person');
      expect(rig.lacks('battery')).toContain('a supply can stand for one');
      expect(rig.lacks('snapshot')).toBe('the state of a real fob cannot be saved');
      return Promise.resolve();
    });
  });

  it('measures with the instrument that it names', async () => {
    await withRig(async (rig) => {
      const rail = await rig.read('rail');
      expect(rail).toMatchObject({ value: 3, unit: 'V' });
      expect(rail.instrument).toMatch(/^supply psu1 \(Keysight Technologies,E36312A,/);
      expect((await rig.read('temperature')).instrument).toMatch(/^chamber chamber1/);
      expect(await rig.read('presses')).toMatchObject({ value: 0, instrument: 'GetStatus' });
      await expect(rig.read('port-power')).rejects.toMatchObject({ code: 'lacking' });
    });
  });

  it('ramps a rail in the time that it is given, and reads it on the way', async () => {
    await withRig(async (rig) => {
      const { evidence, readings } = await rig.act({
        action: 'supply',
        millivolts: 2000,
        seconds: 0.3,
      });
      expect(evidence).toContain('from 3.000 V in 0.3 s');
      const volts = readings.filter(({ of }) => of === 'rail').map(({ value }) => value);
      expect(volts.length).toBeGreaterThan(1);
      expect(volts).toEqual(volts.toSorted((a, b) => b - a));
      expect(volts.at(-1)).toBe(2);
    });
  });

  it('never goes above what its fob stands', async () => {
    await withRig(async (rig) => {
      const act = rig.act({ action: 'supply', millivolts: 5000 });
      await expect(act).rejects.toMatchObject({ code: 'refused' });
      expect(await rig.read('rail')).toMatchObject({ value: 3 });
    });
  });

  it('reads the LCD over the wire, and knows that a fob without power shows nothing', async () => {
    await withRig(async (rig) => {
      await rig.act({ action: 'press' });
      expect(await rig.lcd()).toMatchObject({ on: true, rows: ['bLAnC'], masked: false });
      await rig.act({ action: 'cell', present: false });
      expect(await rig.lcd()).toMatchObject({ on: false, rows: [] });
    });
  });

  it('ends a wait, and a hold with the finger lifted, when it is told to', async () => {
    await withRig(async (rig, at) => {
      const end = new AbortController();
      const waiting = rig.wait(3600, end.signal);
      const holding = rig.act({ action: 'hold', seconds: 3600 }, end.signal);
      holding.catch(() => undefined);
      await expect.poll(() => at.coils).toBe(1);
      end.abort(new Error('enough'));
      await expect(waiting).rejects.toThrow('enough');
      await expect(holding).rejects.toThrow('enough');
      expect(at.coils).toBe(0);
    });
  });

  it('does nothing any more once it was let go of', async () => {
    const rig = await (await open()).take();
    await rig.close();
    await expect(rig.act({ action: 'press' })).rejects.toMatchObject({ code: 'contact' });
    await rig.close();
  });
});

describe('other instruments', () => {
  it('do the same: a Rigol, an F4T, a chamber on a serial line', async () => {
    const choice = { dialect: 'rigol-dp800', chamber: 'watlow-f4t', chamberBy: 'pty' } as const;
    const rig = await (await open({ choice })).take();
    const supply = await rig.act({ action: 'supply', millivolts: 2400 });
    expect(supply.evidence).toMatch(/rail 2\.400 V, measured by supply psu1 \(RIGOL/);
    const heat = await rig.act({ action: 'temperature', celsius: -10 });
    expect(heat.evidence).toMatch(
      /air -10\.\d+ °C, kept, measured by chamber chamber1 \(Watlow F4T/,
    );
    await rig.close();
  });
});

describe('the fob of a port', () => {
  it('is the one of the bench file, or nothing is done with it', async () => {
    const at = await open({
      text: (yaml) => yaml.replace(/fob: "[0-9a-f]{16}"/, 'fob: "00000000000000aa"'),
    });
    await expect(at.take()).rejects.toMatchObject({
      code: 'contact',
      message: expect.stringMatching(
        /bench\.yaml:\d+:3: port port-1 is for the fob 00000000000000aa; at tcp:.* is f0b1/,
      ) as unknown,
    });
    expect([at.channel.on, at.coils]).toEqual([false, 0]);
  });

  it('whose supply does not answer is not taken; the error has its place in the bench file', async () => {
    const when = { matches: 'IDN' };
    const at = await open({
      misbehave: [{ does: 'drop-reply', instrument: 'psu1', when }],
      text: (yaml) => yaml.replaceAll('gap: 0 ms', 'gap: 0 ms\n    timeout: 200 ms'),
    });
    await expect(at.take()).rejects.toThrow(/bench\.yaml:4:3: supply psu1 \(tcp:/);
  });

  it('that does not answer is nobody’s fault but the bench’s', async () => {
    const at = await open({
      text: (yaml) => yaml.replace(/link: "[^"]*"/, 'link: "tcp:127.0.0.1:1"'),
    });
    await expect(at.take()).rejects.toThrow(/the fob .* of port port-1 does not answer at tcp:/);
    expect(at.channel.on).toBe(false);
  });

  it('is taken by its type: a bench without one lacks it', async () => {
    const rigs = (await open()).rigs();
    await expect(rigs.take(scenarioFor('sid700'))).rejects.toMatchObject({
      code: 'lacking',
      message: 'bench emulated has no fob of type sid700',
    });
    const rig = await rigs.take(scenarioFor('shinkin-hardware'));
    await expect(rigs.take(scenarioFor('shinkin-hardware'), 'twin')).rejects.toMatchObject({
      code: 'lacking',
    });
    await rig.close();
  });
});

describe('a bench that another run has', () => {
  it('is busy, and nothing of it is touched', async () => {
    const at = await open();
    const folder = join(at.folder, 'bench');
    mkdirSync(folder);
    const leases = new Leases({ path: join(folder, 'leases.db'), clock: nodeClock });
    const [psu] = at.rigs().bench.instruments.values();
    const address = psu?.kind === 'scpi-supply' ? psu.address : expect.unreachable();
    const key = address.kind === 'tcp' ? `tcp://127.0.0.1:${address.port}` : '';
    const lease = leases.take([{ key, label: 'psu9' }], { run: 'other' }, 60_000);
    await expect(at.take()).rejects.toMatchObject({
      code: 'busy',
      message: expect.stringMatching(
        /^busy: psu9 is held by run other \(pid \d+, since/,
      ) as unknown,
    });
    leases.release(lease);
    leases.close();
    await (await at.take()).close();
  });

  it('is lost to a run whose lease has ended: it acts no more, and leaves it as it is', async () => {
    const at = await open();
    const rig = await at.take();
    const later = { unixMs: () => nodeClock.unixMs() + 3_600_000 };
    const leases = new Leases({ path: join(at.folder, 'bench', 'leases.db'), clock: later });
    const [psu] = at.rigs().bench.instruments.values();
    const address = psu?.kind === 'scpi-supply' ? psu.address : expect.unreachable();
    const key = address.kind === 'tcp' ? `tcp://127.0.0.1:${address.port}` : '';
    leases.take([{ key, label: 'psu9' }], { run: 'next' }, 60_000);
    await expect(rig.act({ action: 'press' })).rejects.toThrow(
      /not this run's any more.*psu9 is held by run next/,
    );
    await expect(rig.close()).rejects.toMatchObject({ code: 'busy' });
    expect(at.channel.on).toBe(true);
    leases.close();
  });
});
