import { describe, expect, it } from 'vitest';
import type { TrimWish } from '../../../../host/station/lot/lot.ts';
import {
  CounterError,
  type FrequencyCounter,
} from '../../../../host/station/trim/frequency-counter.ts';
import { TestStation } from '../support/station.ts';

interface Soak {
  readonly seconds: number;
  readonly wish?: TrimWish;
  readonly counter?: FrequencyCounter;
  /** Of the crystal beside its own error, parts per billion. */
  readonly driftPpb?: number;
  /** Between the two visits. */
  readonly meanwhile?: (station: TestStation) => Promise<void>;
}

/** A fob is loaded, lies for a while, and is plugged in again. */
async function soaked(soak: Soak): Promise<{ station: TestStation; end: string; why: string }> {
  const { wish = { ppm: 2, by: 'soak' }, counter, seconds } = soak;
  const station = new TestStation(1, { trim: wish });
  const { yard } = station;
  const fob = yard.fob();
  fob.fob.setCrystalDrift(soak.driftPpb ?? 20_000);
  fob.plugIn();
  let visits = 0;
  let why = '';
  station.operator = (event) => {
    if (event.kind !== 'ended') return;
    why = event.why ?? '';
    if (++visits === 2) station.stop.abort();
    else {
      fob.pull();
      yard.clock.after(seconds * 1000, () => {
        void (soak.meanwhile?.(station) ?? Promise.resolve()).then(() => {
          fob.plugIn();
        });
      });
    }
  };
  await station.run(counter === undefined ? {} : { counter });
  return { station, end: station.ends[1] ?? '', why };
}

/** How fast the fob's clock is now, in parts per million, by an hour of the world. */
function ratePpm({ yard }: TestStation): number {
  const fob = yard.fobs[0]?.fob;
  const before = fob?.driftTicks ?? Number.NaN;
  yard.pass(36_000);
  return (((fob?.driftTicks ?? Number.NaN) - before) * 1e6) / (36_000 * 32_768);
}

describe('a second visit after a soak', () => {
  it('trims the crystal to what was wanted, and sets the clock again', async () => {
    const { station, end } = await soaked({ seconds: 7_200, driftPpb: -20_000 });
    expect(end).toBe('port-1 trimmed');
    const { unit } = station.registry.row('FOB-0001');
    expect(unit.trimPpb).toBeGreaterThan(10_000);
    expect(Math.abs(station.yard.fobs[0]?.fob.driftTicks ?? Infinity)).toBeLessThan(100);
    expect(Math.abs(ratePpm(station))).toBeLessThan(2);
  });

  it('leaves a clock that is fast, which never goes back', async () => {
    const { station, end } = await soaked({ seconds: 7_200, driftPpb: 20_000 });
    expect(end).toBe('port-1 trimmed');
    expect(Math.abs(ratePpm(station))).toBeLessThan(2);
    expect(station.yard.fobs[0]?.fob.driftTicks).toBeGreaterThan(100);
  });

  it('that comes too early is told when to come', async () => {
    const { station, end, why } = await soaked({ seconds: 60 });
    expect(end).toBe('port-1 refused clock');
    expect(why).toMatch(/too early: bring it back from 2027-01-01T00:\d\d:\d\dZ on/);
    expect(station.registry.row('FOB-0001').unit.trimPpb).toBeUndefined();
  });

  it('refuses a crystal that is further off than can be trimmed', async () => {
    const { end, why } = await soaked({ seconds: 7_200, driftPpb: 150_000 });
    expect(end).toBe('port-1 refused clock');
    expect(why).toMatch(/wants a trim of -1\d\d\.\d+ ppm and takes 100 ppm/);
  });

  it('refuses a fob whose clock was moved meanwhile', async () => {
    const { end, why } = await soaked({
      seconds: 7_200,
      meanwhile: async ({ yard, registry }) => {
        const [fob] = yard.fobs;
        fob?.replug();
        const device = await fob?.port.connect(new AbortController().signal);
        const { transportKey = new Uint8Array(0) } = registry.row('FOB-0001');
        const session = await device?.openChannel(transportKey);
        await session?.setClock(yard.worldTicks + 32_768);
        await device?.close();
      },
    });
    expect([end, why]).toEqual(['port-1 refused clock', 'its clock was moved since it was set']);
  });

  it('whose record was lost is found on the fob by its own log', async () => {
    const station = new TestStation(1, { trim: { ppm: 2, by: 'soak' } });
    const { yard, registry } = station;
    const fob = yard.fob();
    fob.fob.setCrystalDrift(-20_000);
    fob.plugIn();
    const again = (): void => {
      fob.pull();
      fob.plugIn();
    };
    let visits = 0;
    station.operator = (event) => {
      if (event.kind === 'ended' && ++visits === 1) {
        fob.pull();
        yard.clock.after(7_200_000, again);
      }
      // The station is killed between the trim and its record.
      if (event.kind === 'step' && event.step === 'trim' && visits === 1) {
        yard.clock.after(1, () => registry.work());
      }
    };
    await station.run();
    station.operator = () => undefined;
    yard.ports.forget();
    fob.plugIn();
    const summary = await station.run();
    expect(summary).toMatchObject({ reason: 'lot-done', counts: { trimmed: 1 } });
    expect(registry.row('FOB-0001').unit.trimPpb).toBeGreaterThan(10_000);
    expect(Math.abs(ratePpm(station))).toBeLessThan(2);
  });
});

describe('a trim by a counter', () => {
  const wish: TrimWish = { ppm: 0.5, by: 'counter' };

  it('needs no soak', async () => {
    const counter: FrequencyCounter = {
      name: 'test',
      gateSeconds: 10,
      // 20 ppm slow.
      measure: () => Promise.resolve({ hertz: 32_767.34464, uncertaintyHertz: 0.01 }),
    };
    const { station, end } = await soaked({ seconds: 1, wish, counter });
    expect(end).toBe('port-1 trimmed');
    expect(station.registry.row('FOB-0001').unit.trimPpb).toBeCloseTo(20_000, -1);
  });

  it('is refused when the counter is not exact enough', async () => {
    const counter: FrequencyCounter = {
      name: 'test',
      gateSeconds: 1,
      measure: () => Promise.resolve({ hertz: 32_768, uncertaintyHertz: 0.1 }),
    };
    const { end, why } = await soaked({ seconds: 1, wish, counter });
    expect([end, why]).toEqual([
      'port-1 refused clock',
      'its rate is known to 3.052 ppm, wanted are 0.5 ppm',
    ]);
  });

  it('is refused when there is none, or it fails', async () => {
    expect((await soaked({ seconds: 1, wish })).why).toMatch(/this station has none/);
    const counter: FrequencyCounter = {
      name: 'test',
      gateSeconds: 1,
      measure: () => Promise.reject(new CounterError('it hung up')),
    };
    expect((await soaked({ seconds: 1, wish, counter })).why).toBe('it hung up');
  });
});
