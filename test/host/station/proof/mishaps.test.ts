import { nodeEnv } from '@fobkit/client/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FarmBench } from '../../../../host/emulator/farm/farm-bench.ts';
import { FobFarm } from '../../../../host/emulator/farm/fob-farm.ts';
import { drawFobs, type FobKind, mishaps } from '../../../../host/emulator/farm/fob-wish.ts';
import type { LabelContent } from '../../../../host/station/label/label.ts';
import { runStation } from '../../../../host/station/run/run-station.ts';
import { type StationEvent, visitSteps } from '../../../../host/station/run/station-event.ts';
import { type DatabasePlace, kindsOfDatabase } from '../../store/support/databases.ts';
import { knownBatch } from './support/known-batch.ts';
import { BATCH_KEY, makeLot, newLot, registryAt, VAULT_KEY } from './support/made-lot.ts';
import { faultsOf } from './support/prove.ts';

/** Steps of a visit that loads a fob. */
const STEPS = visitSteps.filter((step) => step !== 'soak' && step !== 'trim');
/** What the station says of odd fobs; of a duplicate, unless it came first. */
const TOLD: Partial<Record<FobKind, readonly string[]>> = {
  'wrong-model': ['wrong-model'],
  'other-batch': ['unknown-batch'],
  loaded: ['already-loaded'],
  // By whether the registry has given the label to another fob yet.
  'half-loaded': ['half-loaded', 'mislabelled'],
  mislabelled: ['half-loaded', 'mislabelled'],
  duplicate: ['already-done', 'duplicate-id', 'half-loaded', 'elsewhere'],
  dying: ['dying'],
};
const ODD: Partial<Record<FobKind, number>> = {
  'wrong-model': 2,
  'other-batch': 2,
  loaded: 2,
  'half-loaded': 2,
  mislabelled: 2,
  duplicate: 2,
  dying: 2,
};

/** On a machine that has much else to do. */
const MOST_MS = 240_000;

describe.each(kindsOfDatabase)('a station on $name', (kind) => {
  let place: DatabasePlace;
  beforeAll(async () => {
    place = await kind.start();
  });
  afterAll(() => place.close());

  it(
    'makes its lot of fobs that are pulled out, cut off and torn at every step, and of odd ones',
    async () => {
      const address = place.fresh();
      const befalls = STEPS.flatMap((step) => mishaps.map((how) => ({ step, how })));
      const good = 8;
      const planned = good + befalls.length;
      const lot = await makeLot(address, newLot(planned));
      const farm = new FobFarm({
        wishes: drawFobs({ seed: 11, good, odd: ODD, mishaps: befalls }),
        batchKey: BATCH_KEY,
        seed: 12,
        labels: ['FOB-000001', 'FOB-000040'],
      });
      const bench = farm.bench('1-1', 8);
      const registry = await registryAt(address);
      const wrong: string[] = [];
      const printed: LabelContent[] = [];
      const summary = await runStation({
        source: bench,
        store: registry.work(lot),
        keys: knownBatch(BATCH_KEY),
        env: nodeEnv,
        signal: new AbortController().signal,
        printer: {
          name: 'paper',
          print: (label) => {
            printed.push(label);
            return Promise.resolve();
          },
        },
        onEvent: (event) => {
          if (event.kind === 'ended') wrong.push(...wronglyTold(event, bench));
          bench.hear(event);
        },
      });
      await registry.close();
      await farm.close();
      expect(summary.reason).toBe('lot-done');
      expect(wrong).toEqual([]);
      const proof = { address, vaultKey: VAULT_KEY, batchKey: BATCH_KEY, lot };
      const faults = await faultsOf({ ...proof, fobs: farm.fobs, printed, complete: true });
      expect(faults).toEqual([]);
    },
    MOST_MS,
  );
});

/** What a station said of an odd fob that is not so. */
function wronglyTold(
  { port, deviceId, end, trouble }: StationEvent & { readonly kind: 'ended' },
  bench: FarmBench,
): string[] {
  const fob = bench.fobAt(port);
  if (fob === undefined || fob.deviceId !== deviceId) return [];
  const { kind } = fob.wish;
  const wanted = TOLD[kind];
  // Of the two with one number, the one that comes first is made.
  if (wanted === undefined || (kind === 'duplicate' && end !== 'refused')) return [];
  const fine = end === 'refused' && wanted.includes(trouble ?? '');
  return fine ? [] : [`${kind}: ${end}, ${String(trouble)}`];
}
