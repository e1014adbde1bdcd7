import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeEnv } from '@fobkit/client/node';
import type { Registry, WorkStore } from '@fobkit/station';
import { type BenchTable, median } from '../harness.ts';
import { benchLot, benchRegistry } from './bench-lot.ts';
import { recordStatements, replayStatements } from './recorded-statements.ts';

const UNITS = 200;
/** Claimed, loading, labelling, done. */
const COMMITS = 4;
const ROUNDS = 5;
const AT_ONCE = 16;

type Sync = 'full' | 'off';

/** Commits of the work on units: the registry's, and its very statements on bare node:sqlite. */
export async function benchRegistryCommits(): Promise<BenchTable> {
  const folder = mkdtempSync(join(tmpdir(), 'fobkit-commits-'));
  try {
    const empty = join(folder, 'empty.db');
    const made = await benchRegistry(empty);
    const { id: lot } = await made.lots.create(benchLot(UNITS), 'bench');
    await made.close();
    let copies = 0;
    const copy = (): string => {
      const file = join(folder, `${String(copies++)}.db`);
      copyFileSync(empty, file);
      return file;
    };
    const statements = await recordStatements(async () => {
      await work(copy(), lot, { sync: 'off', atOnce: 1 });
    });
    const rates = new Map<string, number[]>();
    const note = async (name: string, run: () => Promise<void> | void): Promise<void> => {
      const begin = performance.now();
      await run();
      const perSecond = (UNITS * COMMITS * 1000) / (performance.now() - begin);
      rates.set(name, [...(rates.get(name) ?? []), perSecond]);
    };
    for (let round = 0; round < ROUNDS; round++) {
      for (const sync of ['full', 'off'] as const) {
        await note(`bare ${sync}`, () => {
          replayStatements(copy(), statements, sync);
        });
        await note(`one ${sync}`, () => work(copy(), lot, { sync, atOnce: 1 }));
        await note(`many ${sync}`, () => work(copy(), lot, { sync, atOnce: AT_ONCE }));
      }
    }
    const rateOf = (name: string): number => median(rates.get(name) ?? []);
    const row = (what: string, name: string): string[] => [
      what,
      ...(['full', 'off'] as const).flatMap((sync) => [
        rateOf(`${name} ${sync}`).toFixed(0),
        (rateOf(`${name} ${sync}`) / rateOf(`bare ${sync}`)).toFixed(2),
      ]),
    ];
    return {
      title: 'The registry on SQLite: commits of the work on units, a second',
      columns: ['by', 'with fsync', '× bare', 'without', '× bare'],
      rows: [
        row('bare node:sqlite, the same statements', 'bare'),
        row('registry, one unit after the other', 'one'),
        row(`registry, ${AT_ONCE} units at once`, 'many'),
      ],
      notes: [
        `Medians of ${ROUNDS} interleaved rounds of ${UNITS} units: claimed, loading, labelling, done, each on record in`,
        `the audit chain; ${(statements.length / UNITS).toFixed(0)} statements a unit. The registry also seals keys and signs each entry.`,
        'What is asked for in one turn of the event loop shares one sync of the disk.',
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Takes every unit of the lot through its work, so many at once, without a fob. */
async function work(
  file: string,
  lot: string,
  { sync, atOnce }: { readonly sync: Sync; readonly atOnce: number },
): Promise<void> {
  const registry: Registry = await benchRegistry(file, { sync });
  const store = registry.work(lot);
  await store.renew();
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (next < UNITS) await takeThrough(store, next++);
    }),
  );
  const { done } = await store.counts();
  await store.end();
  await registry.close();
  if (done !== UNITS) throw new Error(`${done} of ${UNITS} units were done`);
}

async function takeThrough(store: WorkStore, number: number): Promise<void> {
  const deviceId = number.toString(16).padStart(16, '0');
  const facts = { port: '1-1', batteryMillivolts: 3000, keyChecked: true, codeChecked: true };
  const claim = await store.claim(deviceId, facts);
  if (typeof claim === 'string') throw new Error(claim);
  await store.enter(claim, 'loading');
  await store.enter(claim, 'labelling');
  await store.complete(claim, {
    ...facts,
    keyGeneration: 1,
    clockReadUnixMs: nodeEnv.clock.unixMs(),
  });
}
