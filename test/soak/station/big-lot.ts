import { nodeEnv } from '@fobkit/client/node';
import { FobFarm } from '../../../host/emulator/farm/fob-farm.ts';
import { drawFobs } from '../../../host/emulator/farm/fob-wish.ts';
import { runStation } from '../../../host/station/run/run-station.ts';
import { knownBatch } from '../../host/station/proof/support/known-batch.ts';
import {
  BATCH_KEY,
  makeLot,
  newLot,
  registryAt,
  VAULT_KEY,
} from '../../host/station/proof/support/made-lot.ts';
import { faultsOf } from '../../host/station/proof/support/prove.ts';

const PORTS = 16;

/** One station, sixteen ports, a lot of `fobs` with a few odd ones: what must never be. */
export async function bigLot(address: string, fobs: number): Promise<readonly string[]> {
  const lot = await makeLot(address, newLot(fobs));
  const each = Math.ceil(fobs / 500);
  const odd = { 'wrong-model': each, loaded: each, duplicate: each, dying: each };
  const wishes = drawFobs({ seed: 51, good: fobs, odd });
  const farm = new FobFarm({ wishes, batchKey: BATCH_KEY, seed: 52 });
  const bench = farm.bench('1-1', PORTS);
  const registry = await registryAt(address);
  const { reason, why = '' } = await runStation({
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
  const keys = { vaultKey: VAULT_KEY, batchKey: BATCH_KEY };
  const faults = await faultsOf({ ...keys, address, lot, fobs: farm.fobs, complete: true });
  return reason === 'lot-done' ? faults : [`the run ended: ${reason} ${why}`, ...faults];
}
