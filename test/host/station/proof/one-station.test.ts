import { nodeEnv } from '@fobkit/client/node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FobFarm } from '../../../../host/emulator/farm/fob-farm.ts';
import { drawFobs } from '../../../../host/emulator/farm/fob-wish.ts';
import { runStation } from '../../../../host/station/run/run-station.ts';
import { SqlitePlace } from '../../store/support/databases.ts';
import { knownBatch } from './support/known-batch.ts';
import { BATCH_KEY, makeLot, newLot, registryAt, VAULT_KEY } from './support/made-lot.ts';
import { faultsOf } from './support/prove.ts';

/** `npm run soak -- station` makes ten thousand. */
const FOBS = 200;

let place: SqlitePlace;
beforeAll(() => {
  place = new SqlitePlace();
});
afterAll(() => place.close());

it(`makes ${FOBS} fobs at sixteen ports, each once`, async () => {
  const address = place.fresh();
  const lot = await makeLot(address, newLot(FOBS));
  const wishes = drawFobs({ seed: 41, good: FOBS });
  const farm = new FobFarm({ wishes, batchKey: BATCH_KEY, seed: 42 });
  const bench = farm.bench('1-1', 16);
  const registry = await registryAt(address);
  const summary = await runStation({
    source: bench,
    store: registry.work(lot),
    keys: knownBatch(BATCH_KEY),
    env: nodeEnv,
    signal: new AbortController().signal,
    onEvent: (event) => {
      bench.hear(event);
    },
  });
  await registry.close();
  await farm.close();
  expect(summary).toMatchObject({ reason: 'lot-done', ends: { done: FOBS } });
  expect(farm.fobs).toHaveLength(FOBS);
  const keys = { vaultKey: VAULT_KEY, batchKey: BATCH_KEY };
  const faults = await faultsOf({ ...keys, address, lot, fobs: farm.fobs, complete: true });
  expect(faults).toEqual([]);
});
