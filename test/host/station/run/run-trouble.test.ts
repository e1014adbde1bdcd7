import { describe, expect, it } from 'vitest';
import { at, stopAfter } from '../support/moments.ts';
import { TestStation } from '../support/station.ts';

describe('a station whose clock is wrong', () => {
  it('does not begin when it is behind the audit chain', async () => {
    const station = new TestStation(1);
    station.registry.time.lastEntryUnixMs = station.yard.clock.unixMs() + 3_000;
    station.yard.fob().plugIn();
    const summary = await station.run();
    expect(summary).toMatchObject({ reason: 'trouble', trouble: 'host-clock', ends: {} });
    expect(summary.why).toMatch(/3 s behind the last entry/);
  });

  it('does not begin when it is off from the registry’s', async () => {
    const station = new TestStation(1);
    station.registry.time.lead = -10_000;
    expect(await station.run()).toMatchObject({ reason: 'trouble', trouble: 'host-clock' });
    expect(
      await station.run({
        hostClockToleranceMs: 20_000,
        dryRun: true,
        signal: AbortSignal.abort(),
      }),
    ).toMatchObject({ reason: 'stopped' });
  });

  it('stops when it jumps during the run, and sets no fob by it', async () => {
    const station = new TestStation(2);
    const { yard } = station;
    let jump = 0;
    const jumping = {
      now: () => yard.clock.now(),
      unixMs: () => yard.clock.unixMs() + jump,
      after: (ms: number, run: () => void) => yard.clock.after(ms, run),
    };
    yard.fob().plugIn();
    at(
      station,
      'step',
      () => {
        jump = 5_000;
      },
      4,
    );
    const summary = await station.run({ env: { ...yard.env, clock: jumping } });
    expect(summary).toMatchObject({ reason: 'trouble', trouble: 'host-clock' });
    expect(summary.counts).toMatchObject({ done: 0, unused: 2 });
    expect(yard.fobs[0]?.fob.driftTicks).toBeUndefined();
  });
});

describe('a registry that is lost', () => {
  it('ends the run, and no fob is loaded that has no intent on record', async () => {
    const station = new TestStation(4);
    const { yard, registry } = station;
    for (let i = 0; i < 4; i++) yard.fob().plugIn();
    at(station, 'ended', () => {
      // Another run of the same station has taken the lease.
      registry.work();
    });
    const summary = await station.run();
    expect(summary).toMatchObject({ reason: 'trouble', trouble: 'lease-lost' });
    for (const { fob, deviceId } of yard.fobs) {
      const label = fob.serialLabel;
      if (label !== undefined) expect(registry.row(label).unit.deviceId).toBe(deviceId);
    }
  });
});

describe('two fobs with one device id', () => {
  it('are both stopped', async () => {
    const station = new TestStation(2);
    const { yard, registry } = station;
    const deviceId = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    yard.fob({ deviceId }).plugIn();
    yard.fob({ deviceId }).plugIn();
    stopAfter(station, 60_000);
    await station.run();
    expect(station.ends.map((end) => end.split(' ').slice(2).join())).toEqual([
      'duplicate-id',
      'duplicate-id',
    ]);
    expect(registry.counts.done).toBe(0);
  });

  it('are found too when the first was done before the second came', async () => {
    const station = new TestStation(2);
    const { yard } = station;
    const deviceId = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    yard.fob({ deviceId }).plugIn();
    const second = yard.fob({ deviceId });
    at(station, 'ended', () => {
      second.plugIn();
      stopAfter(station, 60_000);
    });
    await station.run();
    expect(station.ends).toEqual(['port-1 done', 'port-2 refused duplicate-id']);
  });

  it('are one that was moved when the first port does not answer', async () => {
    const station = new TestStation(2);
    const { yard } = station;
    const deviceId = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    const first = yard.fob({ deviceId });
    const there = yard.fob({ deviceId });
    first.plugIn();
    at(station, 'ended', () => {
      // Pulled, and the system has not told so yet.
      first.fob.unplug();
      there.plugIn();
      stopAfter(station, 60_000);
    });
    await station.run();
    expect(station.ends).toEqual(['port-1 done', 'port-2 refused already-done']);
  });
});
