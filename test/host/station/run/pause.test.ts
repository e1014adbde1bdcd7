import { describe, expect, it } from 'vitest';
import { PauseSwitch } from '../../../../host/station/run/pause-switch.ts';
import { at } from '../support/moments.ts';
import { TestStation } from '../support/station.ts';

describe('a pause', () => {
  it('of the lot holds fobs back at every station until it is over', async () => {
    const station = new TestStation(1, { state: 'paused' });
    const { registry, yard } = station;
    yard.fob().plugIn();
    yard.clock.after(60_000, () => {
      expect(station.ends).toEqual([]);
      registry.lot = { ...registry.lot, state: 'open' };
    });
    expect(await station.run()).toMatchObject({ reason: 'lot-done' });
    const kinds = station.events.map(({ kind }) => kind);
    expect(kinds.indexOf('paused')).toBeLessThan(kinds.indexOf('resumed'));
  });

  it('of the lot that comes with a fob at the door lets it in afterwards', async () => {
    const station = new TestStation(1);
    const { registry, yard } = station;
    yard.fob().plugIn();
    at(
      station,
      'step',
      () => {
        registry.lot = { ...registry.lot, state: 'paused' };
        yard.clock.after(30_000, () => {
          registry.lot = { ...registry.lot, state: 'open' };
        });
      },
      3,
    );
    expect(await station.run()).toMatchObject({ reason: 'lot-done' });
    expect(station.ends).toEqual(['port-1 refused lot-paused', 'port-1 done']);
  });

  it('of the station is the operator’s, and ends with him', async () => {
    const station = new TestStation(1);
    const pause = new PauseSwitch();
    pause.pause('Sato');
    station.yard.fob().plugIn();
    station.yard.clock.after(60_000, () => {
      expect(station.ends).toEqual([]);
      pause.resume();
    });
    await station.run({ pause });
    expect(station.events).toContainEqual({ kind: 'paused', by: 'Sato' });
    expect(station.ends).toEqual(['port-1 done']);
  });
});
