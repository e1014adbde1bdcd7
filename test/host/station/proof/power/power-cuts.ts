import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeEnv, nodePrimitives } from '@fobkit/client/node';
import { checkDatabase } from '@fobkit/store';
import { FobFarm } from '../../../../../host/emulator/farm/fob-farm.ts';
import { drawFobs } from '../../../../../host/emulator/farm/fob-wish.ts';
import { restoreFob } from '../../../../../host/emulator/index.ts';
import { runStation } from '../../../../../host/station/run/run-station.ts';
import type { Prng } from '../../../../support/prng.ts';
import { knownBatch } from '../support/known-batch.ts';
import { BATCH_KEY, newLot, registryAt, VAULT_KEY } from '../support/made-lot.ts';
import { faultsOf } from '../support/prove.ts';
import { Disk, type DiskImage, type Leftover, leftovers } from './disk.ts';
import { type Known, learn, NOTHING_KNOWN } from './told.ts';
import { isPrinted, traceNode } from './trace.ts';

const MAIN = fileURLToPath(new URL('./power-main.ts', import.meta.url));
const DATABASE = 'registry.db';

/** The disk of a station whose power failed, and what was acknowledged before. */
export interface PowerCut {
  readonly at: string;
  readonly left: Leftover;
  readonly image: DiskImage;
  readonly known: Known;
}

export interface RecordedWork {
  readonly units: number;
  readonly ports: number;
  /** `off` leaves commits to chance: what a proof must find. `full` if absent. */
  readonly sync?: 'full' | 'off';
}

export interface Recording {
  readonly cuts: readonly PowerCut[];
  /** Syncs of the database's files. */
  readonly syncs: number;
}

/**
 * Records a station that makes a lot, and cuts the power before each sync of its database and at the
 * end, with all that may be left then. Images that are alike count once.
 */
export function recordStation(work: RecordedWork, dice: Prng): Recording {
  const { units, ports, sync = 'full' } = work;
  const folder = mkdtempSync(join(tmpdir(), 'fobkit-power-'));
  try {
    const args = [MAIN, join(folder, DATABASE), String(units), String(ports), sync];
    const disk = new Disk();
    const cuts = new Map<string, PowerCut>();
    let known = NOTHING_KNOWN;
    let syncs = 0;
    const cut = (): void => {
      for (const left of leftovers) {
        const image = ofDatabase(disk.image(left, dice), folder);
        const key = digestOf(image, known);
        if (!cuts.has(key)) cuts.set(key, { at: `sync ${syncs}`, left, image, known });
      }
    };
    for (const step of traceNode(['--conditions=fobkit-source', '--no-warnings', ...args])) {
      if (isPrinted(step)) known = learn(known, Buffer.from(step.bytes).toString());
      if (step.kind === 'sync' && dirname(step.path) === folder) {
        cut();
        syncs++;
      }
      disk.apply(step);
    }
    cut();
    return { cuts: [...cuts.values()], syncs };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts the station again after a cut and lets it make the lot: what must never be. */
export async function afterCut(cut: PowerCut, units: number): Promise<readonly string[]> {
  const { image, known } = cut;
  const folder = mkdtempSync(join(tmpdir(), 'fobkit-after-'));
  const address = join(folder, DATABASE);
  for (const [name, bytes] of image) writeFileSync(join(folder, name), bytes);
  try {
    const registry = await registryAt(address);
    const damage = await checkDatabase(registry.database);
    const lots = await registry.lots.list();
    const told = lots.some(({ id }) => id === known.lot);
    if (known.lot !== undefined && !told) return ['the lot is not there'];
    const lot = lots[0] ?? (await registry.lots.create(newLot(units), 'tester'));
    const farm = new FobFarm({
      wishes: drawFobs({ seed: 3, good: units }),
      batchKey: BATCH_KEY,
      seed: 4,
      fobs: [...known.fobs.values()].map((snapshot) => restoreFob(snapshot, nodePrimitives)),
    });
    const bench = farm.bench('1-1', 2);
    const stop = new AbortController();
    const summary = await runStation({
      source: bench,
      store: registry.work(lot.id),
      keys: knownBatch(BATCH_KEY),
      env: nodeEnv,
      signal: stop.signal,
      onEvent: (event) => {
        bench.hear(event);
      },
    });
    await registry.close();
    await farm.close();
    const keys = { vaultKey: VAULT_KEY, batchKey: BATCH_KEY };
    const proof = { ...keys, address, lot: lot.id, fobs: farm.fobs, heads: known.heads };
    const faults = [...damage, ...(await faultsOf({ ...proof, complete: true }))];
    if (summary.reason === 'lot-done') return faults;
    return [`the run ended: ${summary.reason} ${summary.why ?? ''}`, ...faults];
  } catch (error) {
    return [error instanceof Error ? `${error.name}: ${error.message}` : 'it failed'];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** By the names of the files. The index in shared memory does not outlive the machine. */
function ofDatabase(image: DiskImage, folder: string): DiskImage {
  return new Map(
    [...image]
      .filter(([path]) => dirname(path) === folder && !path.endsWith('-shm'))
      .map(([path, bytes]) => [basename(path), bytes]),
  );
}

function digestOf(image: DiskImage, known: Known): string {
  const hash = createHash('sha256');
  for (const [name, bytes] of image) hash.update(`${name} ${bytes.length}\n`).update(bytes);
  for (const { station, sequence } of known.heads) hash.update(`${station} ${sequence}\n`);
  for (const snapshot of known.fobs.values()) hash.update(snapshot);
  return hash.digest('hex');
}
