import { readFileSync } from 'node:fs';
import {
  drawScenario,
  readScenarios,
  replayBundle,
  reportHtml,
  type RunRecord,
  runScenario,
  type Scenario,
  scenarioYaml,
  shrinkFailure,
} from '@fobkit/bench';
import { campaignWorld } from '../../host/cli/bench/campaign-world.ts';
import { scenarioEnv } from '../../host/cli/bench/scenario-env.ts';
import { firstFailing, replaysCounter, rigsWithDefect } from '../host/bench/campaign/planted.ts';
import { type BenchTable, median } from './harness.ts';
import { atMost, holds } from './target.ts';

const ROUNDS = 5;
const REPLAYS = 100;
const CUTS = 50;
const KIND = 'counter-never-back' as const;

const env = scenarioEnv();
const world = campaignWorld();

/** What one run of the bench costs: power cuts, a life of five years, a replay, a shrinking. */
export async function benchRuns(): Promise<BenchTable> {
  const cuts = await timesOf(powerCuts);
  const life = await timesOf(fiveYears);
  const shrunk = await shrinkTimes();
  const exact = await exactReplays();
  return {
    title: 'Runs of the bench on emulated fobs, one thread',
    columns: ['what', 'figure', 'spread', 'target'],
    rows: [
      row('power cuts/s, as the word power-cuts makes them', {
        values: cuts.map((ms) => (CUTS * 1000) / ms),
      }),
      row('five years of a button fob, 180 codes verified, with its HTML report, s', {
        values: life.map((ms) => ms / 1000),
        target: (middle) => atMost(1, middle, 's'),
      }),
      row('shrinking a counter that comes again, s', {
        values: shrunk.map(({ ms }) => ms / 1000),
      }),
      row('  scenarios tried for it', { values: shrunk.map(({ tried }) => tried) }),
      ['replays that were the same to the byte', exact, '', replayTarget(exact)],
    ],
    notes: [
      `Medians of ${ROUNDS} rounds; replays: ${REPLAYS} scenarios drawn from a seed, run twice.`,
    ],
  };
}

function row(
  what: string,
  {
    values,
    target,
  }: { readonly values: readonly number[]; readonly target?: (middle: number) => string },
) {
  const digits = median(values) < 20 ? 2 : 0;
  const spread = `${Math.min(...values).toFixed(digits)}–${Math.max(...values).toFixed(digits)}`;
  const middle = median(values);
  return [what, middle.toFixed(digits), spread, target?.(middle) ?? ''];
}

function replayTarget(exact: number): string {
  return holds(`all ${String(REPLAYS)}`, exact === REPLAYS);
}

/** Milliseconds of each round, after one that does not count. */
async function timesOf(run: () => Promise<void>): Promise<readonly number[]> {
  await run();
  const times: number[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    const begin = performance.now();
    await run();
    times.push(performance.now() - begin);
  }
  return times;
}

const SWEEP = `
scenario: sweep
profile: hotp-button
steps:
  - power-cuts:
      during: [press]
      then: [{ host: { read-code: null, outcome: any } }, { expect: { counter: never-back } }]
      cuts: ${CUTS}
`;

async function powerCuts(): Promise<void> {
  const record = await runHere(only(SWEEP));
  if (record.verdict !== 'PASS') throw new Error(`the sweep is ${record.verdict}`);
}

const LIFE = readFileSync(
  new URL('../../host/bench/library/five-year-life.yaml', import.meta.url),
  'utf8',
);

async function fiveYears(): Promise<void> {
  const record = await runHere(only(LIFE));
  if (record.verdict !== 'PASS') throw new Error(`the five years are ${record.verdict}`);
  const html = await reportHtml([record]);
  if (html.length < 10_000) throw new Error('the report is empty');
}

interface Shrinking {
  readonly ms: number;
  readonly tried: number;
}

/** A defect that is found, and how long it takes to make its scenario the shortest. */
async function shrinkTimes(): Promise<readonly Shrinking[]> {
  const defective = campaignWorld(() => rigsWithDefect(replaysCounter));
  const order = { seed: 11, runs: 1000, profiles: ['generic', 'hotp-button'] };
  const failure = { run: await firstFailing(order, KIND, defective), kind: KIND } as const;
  const times: Shrinking[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    const begin = performance.now();
    const { tried, steps } = await shrinkFailure(order, failure, defective);
    times.push({ ms: performance.now() - begin, tried });
    if (steps > 5) throw new Error(`shrunk to ${String(steps)} steps alone`);
  }
  return times;
}

/** How many of the drawn scenarios, saved and read as files, are replayed without a difference. */
async function exactReplays(): Promise<number> {
  let exact = 0;
  for (let run = 0; run < REPLAYS; run++) {
    const scenarioText = scenarioYaml(drawScenario({ seed: 2, run }, world.space));
    const scenario = only(scenarioText);
    const record = await runHere(scenario);
    const { difference } = await replayBundle(
      { record, scenarioText },
      { env, run: world.ports(scenario) },
    );
    if (difference === undefined) exact++;
  }
  return exact;
}

function only(text: string): Scenario {
  const [scenario] = readScenarios({ text, file: 'bench.yaml' }, env);
  if (scenario === undefined) throw new Error('no scenario');
  return scenario;
}

function runHere(scenario: Scenario): Promise<RunRecord> {
  return runScenario(scenario, world.ports(scenario));
}
