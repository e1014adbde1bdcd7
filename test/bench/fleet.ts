import { fleetJudge, findPolicy } from '@fobkit/bank/policy';
import { type FleetJudge, type FleetSpec, runFleetPart } from '@fobkit/firmware-sim/fleet';
import { type BatchEngine, makeBatchEngine } from '@fobkit/protocol';
import { fleetOf } from '../firmware-sim/fleet/support/fleets.ts';
import { windowJudge } from '../firmware-sim/fleet/support/window-judge.ts';
import { type BenchTable, median } from './harness.ts';
import { atLeast, atMost } from './target.ts';

const FOBS = 4096;
const MILLION = 1_000_000;
const ROUNDS = 5;
/** What the targets are told for: 100,000 fobs, five years. */
const TARGET_FOB_DAYS = 100_000 * 1826;

interface Run {
  readonly name: string;
  readonly judge: FleetJudge;
  readonly engine?: BatchEngine;
  /** Of fob-days a second: how they stand to what is wanted. */
  readonly target?: (rate: number) => string;
}

/** Fob-days a second of CPU time: a run has one thread, and the machine may have other work. */
export function benchFleet(): Promise<BenchTable> {
  const spec = fleetOf({ fobs: FOBS });
  const policy = findPolicy('asahi-1303');
  if (policy === undefined) throw new Error('no policy asahi-1303');
  const bank = fleetJudge(policy, spec.codes);
  const window = windowJudge({ stepSeconds: 30, behind: 4, ahead: 4, follows: true });
  const runs: readonly Run[] = [
    { name: 'without codes, a plain window', judge: window },
    {
      name: "without codes, the bank's policy",
      judge: bank,
      target: (rate) => atLeast(40, rate / 1e6, ' M'),
    },
    {
      name: "codes computed and verified, the bank's policy",
      judge: bank,
      engine: makeBatchEngine(),
      target: (rate) => atMost(60, TARGET_FOB_DAYS / rate, 's'),
    },
  ];
  const rates = runs.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round++) {
    runs.forEach((run, index) => rates[index]?.push(rateOf(spec, run)));
  }
  const rows = runs.map(({ name, target }, index) => {
    const rate = median(rates[index] ?? []);
    return [
      name,
      (rate / 1e6).toFixed(1),
      (TARGET_FOB_DAYS / rate).toFixed(1),
      target?.(rate) ?? '',
    ];
  });
  return Promise.resolve({
    title: 'fleet: a press a day, five years',
    columns: ['run', 'M fob-days/s', 's for 100,000 fobs', 'target'],
    rows,
    notes: [
      `${FOBS} fobs, SHA-1, 6 digits; medians of ${ROUNDS} interleaved rounds, by CPU time of one thread.`,
      millionFobs(),
    ],
  });
}

function rateOf(spec: FleetSpec, { judge, engine }: Run): number {
  const before = process.cpuUsage();
  runFleetPart({ spec, first: 0, count: FOBS, judge, ...(engine === undefined ? {} : { engine }) });
  return (FOBS * spec.days * 1e6) / cpuMicroseconds(before);
}

function cpuMicroseconds(before: NodeJS.CpuUsage): number {
  const { system, user } = process.cpuUsage(before);
  return system + user;
}

/** A million fobs for a year in one part, and what the process grew by. */
function millionFobs(): string {
  const spec = fleetOf({ fobs: MILLION, days: 365 });
  const judge = windowJudge({ stepSeconds: 30, behind: 4, ahead: 4, follows: true });
  const before = process.memoryUsage.rss();
  const cpu = process.cpuUsage();
  const { fobs } = runFleetPart({ spec, first: 0, count: MILLION, judge });
  const bytes = (process.memoryUsage.rss() - before) / fobs.death.length;
  const seconds = cpuMicroseconds(cpu) / 1e6;
  return `A million fobs for a year: ${seconds.toFixed(1)} s, ${Math.max(0, bytes).toFixed(0)} bytes a fob more in memory.`;
}
