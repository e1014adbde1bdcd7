import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeEnv } from '@fobkit/client/node';
import {
  CORTEX_M0,
  drawFobs,
  FobFarm,
  fullSpeedHid,
  inProcessWay,
  instantLine,
  serialLine,
  systemWay,
  type WayMaker,
} from '@fobkit/emulator';
import { type Registry, runStation, type WorkStore } from '@fobkit/station';
import { knownBatch } from '../../host/station/proof/support/known-batch.ts';
import { NullStore } from '../../host/station/proof/support/null-store.ts';
import { type BenchTable, median } from '../harness.ts';
import { named } from '../machine.ts';
import { BATCH_KEY, benchLot, benchRegistry } from './bench-lot.ts';
import { atLeast } from '../target.ts';

interface Case {
  readonly line: string;
  readonly way: WayMaker;
}

const CASES: readonly Case[] = [
  { line: `pty, ${named('@serialport/bindings-cpp')}`, way: systemWay('pty', instantLine) },
  { line: 'serial, 115,200 baud', way: inProcessWay('serial', serialLine(115_200)) },
  { line: 'full-speed HID', way: inProcessWay('hid', fullSpeedHid) },
];
/** Ports, visits at each, and rounds that count. */
const SIZES = [
  { ports: 1, visits: 4, rounds: 1 },
  { ports: 4, visits: 4, rounds: 1 },
  { ports: 16, visits: 5, rounds: 5 },
] as const;
const TARGET_PORTS = 16;
const SHARE = 90;

/** Fobs an hour of one station with its registry and with one that keeps nothing. */
export async function benchStationRates(): Promise<BenchTable> {
  const rows: (string | number)[][] = [];
  for (const { line, way } of CASES) {
    for (const { ports, visits, rounds } of SIZES) {
      const fobs = ports * visits;
      const kept: number[] = [];
      const nothing: number[] = [];
      const share: number[] = [];
      // What is run for the first time is compiled on the way.
      if (rows.length === 0) await rate({ way, ports, fobs, keeps: true });
      for (let round = 0; round < rounds; round++) {
        const order = round % 2 === 0 ? [false, true] : [true, false];
        const found = new Map<boolean, number>();
        for (const keeps of order) found.set(keeps, await rate({ way, ports, fobs, keeps }));
        const [with_, without] = [found.get(true) ?? 0, found.get(false) ?? 0];
        kept.push(with_);
        nothing.push(without);
        share.push((100 * with_) / without);
      }
      const percent = median(share);
      const wanted = ports === TARGET_PORTS ? atLeast(SHARE, percent, '%') : '';
      const rate_ = median(kept);
      rows.push([
        line,
        ports,
        rate_.toFixed(0),
        median(nothing).toFixed(0),
        percent.toFixed(0),
        wanted,
      ]);
    }
  }
  return {
    title: 'One station: fobs an hour, their work charged as on a Cortex-M0 at 48 MHz',
    columns: ['line', 'ports', 'registry', 'null registry', '%', 'target'],
    rows,
    notes: [
      'A fob is identified, tested, loaded over the sealed channel, proved, its code verified, its key',
      'rotated. SQLite with synchronous=FULL in a file of its own; the null registry keeps nothing.',
      'Host and fobs share one thread. The share is the median of interleaved pairs.',
    ],
  };
}

interface RateOf {
  readonly way: WayMaker;
  readonly ports: number;
  readonly fobs: number;
  /** Whether the registry is a real one. */
  readonly keeps: boolean;
}

/** Fobs an hour, from the first arrival to the last end. */
async function rate({ way, ports, fobs, keeps }: RateOf): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'fobkit-rates-'));
  const wishes = drawFobs({ seed: 1, good: fobs });
  const farm = new FobFarm({ wishes, batchKey: BATCH_KEY, seed: 2, way, work: CORTEX_M0 });
  const bench = farm.bench('1-1', ports);
  const registry = await benchRegistry(join(folder, 'registry.db'));
  try {
    const store = await storeOf(registry, fobs, keeps);
    const begin = performance.now();
    const { ends } = await runStation({
      source: bench,
      store,
      keys: knownBatch(BATCH_KEY),
      env: nodeEnv,
      signal: new AbortController().signal,
      onEvent: (event) => {
        bench.hear(event);
      },
    });
    const ms = performance.now() - begin;
    if (ends.done !== fobs) throw new Error(`${ends.done ?? 0} of ${fobs} fobs were done`);
    return (fobs * 3_600_000) / ms;
  } finally {
    await registry.close();
    await farm.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function storeOf(registry: Registry, fobs: number, keeps: boolean): Promise<WorkStore> {
  const lot = await registry.lots.create(benchLot(fobs), 'bench');
  return keeps ? registry.work(lot.id) : new NullStore(lot);
}
