import { fileURLToPath } from 'node:url';
import { runFleetPart } from '@fobkit/firmware-sim/fleet';
import { fleetOf } from '../firmware-sim/fleet/support/fleets.ts';
import { windowJudge } from '../firmware-sim/fleet/support/window-judge.ts';
import { AskedProcess } from './asked-process.ts';
import { type BenchTable, median } from './harness.ts';
import { atLeast, atMost } from './target.ts';

/** Of each round: less than a second of work is over before all of it is compiled. */
const FOBS = { codes: 4096, none: 32_768 };
const MILLION = 1_000_000;
const ROUNDS = 5;
/** What the targets are told for: 100,000 fobs, five years. */
const TARGET_FOB_DAYS = 100_000 * 1826;
const CHILD = fileURLToPath(new URL('fleet-child.ts', import.meta.url));

interface Run {
  readonly name: string;
  /** As fleet-child.ts takes it. */
  readonly kind: string;
  readonly fobs: number;
  /** Of fob-days a second: how they stand to what is wanted. */
  readonly target: (rate: number) => string;
}

const RUNS: readonly Run[] = [
  { name: 'without codes, a plain window', kind: 'window', fobs: FOBS.none, target: () => '' },
  {
    name: "without codes, the bank's policy",
    kind: 'bank',
    fobs: FOBS.none,
    target: (rate) => atLeast(40, rate / 1e6, ' M'),
  },
  {
    name: "codes computed and verified, the bank's policy",
    kind: 'codes',
    fobs: FOBS.codes,
    target: (rate) => atMost(60, TARGET_FOB_DAYS / rate, 's'),
  },
];

/** A press a day for five years, by one thread. */
export async function benchFleet(): Promise<BenchTable> {
  const children = RUNS.map(
    ({ kind, fobs }) =>
      new AskedProcess<number>(['--conditions=fobkit-source', CHILD, kind, String(fobs)]),
  );
  const rates = RUNS.map((): number[] => []);
  for (const child of children) await child.state(false);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, child] of children.entries()) rates[index]?.push(await child.state());
  }
  for (const child of children) child.end();
  const rows = RUNS.map(({ name, target }, index) => {
    const rate = median(rates[index] ?? []);
    return [name, (rate / 1e6).toFixed(1), (TARGET_FOB_DAYS / rate).toFixed(1), target(rate)];
  });
  return {
    title: 'fleet: a press a day, five years',
    columns: ['run', 'M fob-days/s', 's for 100,000 fobs', 'target'],
    rows,
    notes: [
      `${FOBS.none} fobs, with codes ${FOBS.codes}; SHA-1, 6 digits; medians of ${ROUNDS} interleaved rounds, by CPU time of one thread.`,
      millionFobs(),
    ],
  };
}

/** A million fobs for a year in one part, and what the process grew by. */
function millionFobs(): string {
  const spec = fleetOf({ fobs: MILLION, days: 365 });
  const judge = windowJudge({ stepSeconds: 30, behind: 4, ahead: 4, follows: true });
  const before = process.memoryUsage.rss();
  const begin = process.cpuUsage();
  const { fobs } = runFleetPart({ spec, first: 0, count: MILLION, judge });
  const bytes = Math.max(0, (process.memoryUsage.rss() - before) / fobs.death.length);
  const { system, user } = process.cpuUsage(begin);
  const seconds = (system + user) / 1e6;
  return `A million fobs for a year: ${seconds.toFixed(1)} s, ${bytes.toFixed(0)} bytes a fob more in memory.`;
}
