import { writeSync } from 'node:fs';
import { nodeEnv } from '@fobkit/client/node';
import { auditHeads } from '@fobkit/store';
import { FobFarm } from '../../../../../host/emulator/farm/fob-farm.ts';
import { drawFobs } from '../../../../../host/emulator/farm/fob-wish.ts';
import { inProcessWay } from '../../../../../host/emulator/farm/way.ts';
import { takeSnapshot } from '../../../../../host/emulator/index.ts';
import { runStation } from '../../../../../host/station/run/run-station.ts';
import { watchedLink, watchedStore } from '../support/crash-points.ts';
import { knownBatch } from '../support/known-batch.ts';
import { BATCH_KEY, newLot, registryAt } from '../support/made-lot.ts';
import type { Told } from './told.ts';

// Makes a registry and a lot in it, and works on the lot with fobs in this process. Whatever was
// acknowledged and whatever a fob has written down is told at once: file, units, ports, sync.
const [file = '', units = '1', ports = '1', sync = 'full'] = process.argv.slice(2);
const planned = Number(units);

function tell(told: Told): void {
  writeSync(1, `${JSON.stringify(told)}\n`);
}

const written = new Map<string, number>();
function tellFobs(): void {
  for (const { fob, deviceId } of farm.fobs) {
    const { erases, programmedBytes } = fob.parts.flash;
    const now = erases + programmedBytes;
    if (written.get(deviceId) === now) continue;
    written.set(deviceId, now);
    tell({ kind: 'fob', deviceId, snapshot: takeSnapshot(fob) });
  }
}

const plain = inProcessWay('serial');
const farm = new FobFarm({
  wishes: drawFobs({ seed: 1, good: planned }),
  batchKey: BATCH_KEY,
  seed: 2,
  way: async (...given) => {
    const way = await plain(...given);
    return { ...way, link: watchedLink(way.link, tellFobs) };
  },
});
const registry = await registryAt(file, { sync: sync === 'off' ? 'off' : 'full' });
const tellHeads = async (): Promise<void> => {
  tell({ kind: 'heads', heads: await auditHeads(registry.database.read) });
};
const { id: lot } = await registry.lots.create(newLot(planned), 'tester');
tell({ kind: 'lot', lot });
await tellHeads();
const bench = farm.bench('1-1', Number(ports));
await runStation({
  source: bench,
  store: watchedStore(registry.work(lot), async (point) => {
    tellFobs();
    if (point.startsWith('after')) await tellHeads();
  }),
  keys: knownBatch(BATCH_KEY),
  env: nodeEnv,
  signal: new AbortController().signal,
  onEvent: (event) => {
    bench.hear(event);
  },
});
await registry.close();
await farm.close();
