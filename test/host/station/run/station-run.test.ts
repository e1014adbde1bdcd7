import { describe, expect, it } from 'vitest';
import type { StationEvent } from '../../../../host/station/run/station-event.ts';
import type { WorkStore } from '../../../../host/station/run/work-store.ts';
import { at, stopAfter } from '../support/moments.ts';
import { TestStation } from '../support/station.ts';

type Ended = Extract<StationEvent, { kind: 'ended' }>;

function endings(station: TestStation): readonly Ended[] {
  return station.events.filter((event) => event.kind === 'ended');
}

describe('a run', () => {
  it('tells every step of a visit in its order', async () => {
    const station = new TestStation(1);
    station.yard.fob().plugIn();
    await station.run();
    const steps = station.events.flatMap((event) => (event.kind === 'step' ? event.step : []));
    expect(steps).toEqual([
      'identify',
      'self-test',
      'claim',
      'open-channel',
      'set-clock',
      'load-seed',
      'key-check',
      'read-code',
      'rotate-key',
      'record',
    ]);
    expect(station.events.map(({ kind }) => kind)).toEqual([
      'started',
      'arrived',
      ...steps.flatMap((step) => (step === 'claim' ? ['step', 'claimed'] : ['step'])),
      'ended',
      'ended-run',
    ]);
  });

  it('tells no seed and no key, in no event and in no record', async () => {
    const station = new TestStation(2);
    for (let i = 0; i < 2; i++) station.yard.fob().plugIn();
    await station.run();
    const told = JSON.stringify([station.events, station.registry.log, station.registry.refused]);
    for (const { seed, transportKey } of station.registry.rows) {
      for (const secret of [seed, transportKey ?? new Uint8Array(0)]) {
        expect(told).not.toContain(Buffer.from(secret).toString('hex'));
        expect(told).not.toContain(Buffer.from(secret).toString('base64'));
        expect(told).not.toContain([...secret].join(','));
      }
    }
  });

  it('visits a fob that was just done again only when it has left', async () => {
    const station = new TestStation(2);
    const first = station.yard.fob();
    first.plugIn();
    at(station, 'ended', () => {
      first.pull();
      first.plugIn();
      stopAfter(station, 60_000);
    });
    const { reason } = await station.run();
    expect(station.ends).toEqual(['port-1 done', 'port-1 refused already-done']);
    expect(reason).toBe('stopped');
  });

  it('visits a fob again for which no unit was left, when there is one again', async () => {
    const station = new TestStation(1);
    station.yard.fob().plugIn();
    const work = station.registry.work();
    let full = true;
    const store: WorkStore = new Proxy(work, {
      get: (target, name: keyof WorkStore) => {
        if (name === 'watch') return undefined;
        if (name !== 'claim' || !full) return target[name].bind(target);
        full = false;
        return () => Promise.resolve('lot-full');
      },
    });
    const { reason } = await station.run({ store });
    expect(station.ends).toEqual(['port-1 refused lot-full', 'port-1 done']);
    expect(reason).toBe('lot-done');
  });

  it('looks at the lot at once when it is told to', async () => {
    const station = new TestStation(1);
    let tell: () => void = () => undefined;
    let stopped = false;
    const work = Object.assign(station.registry.work(), {
      watch: (run: () => void) => {
        tell = run;
        return () => {
          stopped = true;
        };
      },
    });
    at(station, 'started', () => {
      station.yard.clock.after(1_000, () => {
        station.registry.lot = { ...station.registry.lot, state: 'closed' };
        tell();
      });
    });
    const { reason } = await station.run({ store: work, heartbeatMs: 3_600_000 });
    expect(reason).toBe('lot-closed');
    expect(stopped).toBe(true);
  });

  it('ends the units in work when it is asked to stop, and begins no other', async () => {
    const station = new TestStation(3);
    station.yard.fob().plugIn();
    const second = station.yard.fob();
    at(
      station,
      'step',
      () => {
        station.stop.abort();
        second.plugIn();
      },
      5,
    );
    const summary = await station.run();
    expect(summary).toMatchObject({
      reason: 'stopped',
      counts: { done: 1, unused: 2, working: 0 },
    });
  });

  it('stops at once when it is asked twice, and takes the fob up again later', async () => {
    const station = new TestStation(1);
    const fob = station.yard.fob();
    fob.plugIn();
    const now = new AbortController();
    at(
      station,
      'step',
      () => {
        station.stop.abort();
        now.abort();
      },
      7,
    );
    const summary = await station.run({ stopNow: now.signal });
    expect(summary).toMatchObject({ reason: 'stopped', ends: { 'left-open': 1 } });
    expect(summary.counts).toMatchObject({ done: 0, working: 1 });
    const again = await station.run({ signal: new AbortController().signal });
    expect(again).toMatchObject({ reason: 'lot-done', counts: { done: 1 } });
  });

  it('gives a unit back that it had only claimed when it is stopped at once', async () => {
    const station = new TestStation(1);
    station.yard.fob().plugIn();
    const now = new AbortController();
    at(
      station,
      'step',
      () => {
        now.abort();
      },
      4,
    );
    const summary = await station.run({ stopNow: now.signal });
    expect(summary.counts).toMatchObject({ unused: 1, working: 0 });
    expect(station.yard.fobs[0]?.fob.serialLabel).toBeUndefined();
  });

  it('refuses a closed lot', async () => {
    const station = new TestStation(1, { state: 'closed' });
    station.yard.fob().plugIn();
    expect(await station.run()).toMatchObject({ reason: 'lot-closed', ends: {} });
  });

  it('ends when the lot is closed by somebody', async () => {
    const station = new TestStation(2);
    const { registry } = station;
    station.yard.fob().plugIn();
    at(station, 'ended', () => {
      registry.lot = { ...registry.lot, state: 'closed' };
    });
    expect(await station.run()).toMatchObject({ reason: 'lot-closed', counts: { done: 1 } });
  });

  it('has no unit for a fob beyond the lot', async () => {
    const station = new TestStation(1);
    for (let i = 0; i < 3; i++) station.yard.fob().plugIn();
    await station.run();
    expect(station.registry.counts).toMatchObject({ done: 1, unused: 0 });
    const full = endings(station).filter(({ trouble }) => trouble === 'lot-full');
    expect(full.every(({ end }) => end === 'refused')).toBe(true);
    expect(station.yard.fobs.filter(({ fob }) => fob.serialLabel !== undefined)).toHaveLength(1);
  });

  it('waits for fobs that were begun and are gone', async () => {
    const station = new TestStation(1);
    const fob = station.yard.fob();
    fob.plugIn();
    at(
      station,
      'step',
      () => {
        fob.pull();
      },
      7,
    );
    at(station, 'ended', () => {
      station.yard.clock.after(600_000, () => {
        fob.plugIn();
      });
    });
    const summary = await station.run();
    expect(summary).toMatchObject({ reason: 'lot-done', counts: { done: 1 } });
    expect(station.ends).toEqual(['port-1 left-open left', 'port-1 done']);
  });
});

describe('a dry run', () => {
  it('writes nothing, to no fob and to no registry', async () => {
    const station = new TestStation(2);
    const { yard, registry } = station;
    const fob = yard.fob();
    const other = yard.fob({ profile: 'sid700' });
    const before = [fob, other].map((one) => one.fob.save().parts.flash);
    fob.plugIn();
    other.plugIn();
    stopAfter(station, 10_000);
    const summary = await station.run({ dryRun: true });
    expect(summary).toMatchObject({ ends: { 'would-do': 1, refused: 1 }, counts: { unused: 2 } });
    expect(station.ends.toSorted()).toEqual(['port-1 would-do', 'port-2 refused wrong-model']);
    expect([fob, other].map((one) => one.fob.save().parts.flash)).toEqual(before);
    expect([registry.log, registry.refused]).toEqual([[], []]);
  });
});
