import { describe, expect, it } from 'vitest';
import { TestStation } from '../support/station.ts';

describe('a run of a lot', () => {
  it('loads, proves and records every fob that is plugged in, and ends when the lot is full', async () => {
    const station = new TestStation(3);
    for (let i = 0; i < 3; i++) station.yard.fob().plugIn();
    const summary = await station.run();
    expect(summary).toMatchObject({ reason: 'lot-done', counts: { done: 3, unused: 0 } });
    expect(station.ends.toSorted()).toEqual(['port-1 done', 'port-2 done', 'port-3 done']);
    for (const { fob } of station.yard.fobs) {
      const { unit } = station.registry.row(fob.serialLabel ?? '');
      expect(unit.deviceId).toBe(station.yard.fobs.find((one) => one.fob === fob)?.deviceId);
    }
  });
});
