import { toHex } from '@fobkit/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FobFarm } from '../../../../host/emulator/farm/fob-farm.ts';
import { drawFobs } from '../../../../host/emulator/farm/fob-wish.ts';
import { systemWay } from '../../../../host/emulator/farm/way.ts';
import { visitSteps } from '../../../../host/station/run/station-event.ts';
import { type DatabasePlace, kindsOfDatabase } from '../../store/support/databases.ts';
import { alsoHappens, killSeries } from './support/kill-series.ts';
import { BATCH_KEY, makeLot, newLot, VAULT_KEY } from './support/made-lot.ts';
import { faultsOf } from './support/prove.ts';

/** Steps of a visit that loads a fob, and those of them at which the fob is asked something. */
const STEPS = visitSteps.filter((step) => step !== 'soak' && step !== 'trim');
const ASKING = STEPS.filter((step) => step !== 'claim' && step !== 'label');
/** Every place of a unit: as a step begins, when the fob has answered, when a record is committed. */
const PLACES = [
  ...STEPS.map((step) => `step ${step}`),
  ...ASKING.map((step) => `heard ${step}`),
  ...['renew', 'claim', 'enter loading', 'enter labelling', 'labelPrinted', 'complete'].map(
    (call) => `after ${call}`,
  ),
];

/** On a machine that has much else to do. */
const MOST_MS = 240_000;

describe.each(kindsOfDatabase)('a station on $name', (kind) => {
  let place: DatabasePlace;
  beforeAll(async () => {
    place = await kind.start();
  });
  afterAll(() => place.close());

  it(
    'that is killed at every place of a unit loses nothing and uses nothing twice',
    async () => {
      const address = place.fresh();
      const planned = PLACES.length + 4;
      const lot = await makeLot(address, newLot(planned));
      const farm = new FobFarm({
        wishes: drawFobs({ seed: 21, good: planned }),
        batchKey: BATCH_KEY,
        seed: 22,
        way: systemWay('tcp'),
      });
      const keys = { vaultKey: toHex(VAULT_KEY), batchKey: toHex(BATCH_KEY) };
      const order = { ...keys, address, station: 'line-1', lot };
      const kills = PLACES.map((point, at) => {
        const also = alsoHappens[at % alsoHappens.length] ?? 'nothing';
        return { dieAt: { point, nth: 1 }, also };
      });
      const ends = await killSeries(order, farm.bench('1-1', 2), kills);
      await farm.close();
      const died = ends.map(({ signal }, at) => (signal === 'SIGKILL' ? PLACES[at] : signal));
      expect(died).toEqual([...PLACES, null]);
      expect(ends.at(-1)?.summary?.reason).toBe('lot-done');
      const faults = await faultsOf({
        address,
        vaultKey: VAULT_KEY,
        batchKey: BATCH_KEY,
        lot,
        fobs: farm.fobs,
        printed: ends.flatMap(({ printed }) => printed),
        complete: true,
      });
      expect(faults).toEqual([]);
    },
    MOST_MS,
  );
});
