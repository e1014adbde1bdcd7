import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  benchPlan,
  libraryScenarios,
  OtplibRelyingParty,
  readScenarios,
  runScenario,
  type Scenario,
} from '@fobkit/bench';
import { nodeEnv } from '@fobkit/client/node';
import { describe, expect, test } from 'vitest';
import { presetOf, scenarioEnv } from '../../../../host/cli/bench/scenario-env.ts';
import { EmulatedBench } from '../support/emulated-bench.ts';
import { told } from './forms.ts';
import { quickClock } from './quick-clock.ts';

/** What takes a bench longer is left out here: time passes, if not as slowly as on a bench. */
const A_MINUTE_OR_SO = 75;
/** Fobs, bench and runner live four times as fast as the machine, on which nothing gets faster. */
const clock = quickClock(4);
const patient = (text: string): string =>
  text.replaceAll('gap: 0 ms', 'gap: 0 ms\n    timeout: 60 s');

const scenarios = (
  await Promise.all(
    (await libraryScenarios()).map(async ({ file }) => {
      const text = await readFile(file, 'utf8');
      return readScenarios({ text, file: basename(file) }, scenarioEnv());
    }),
  )
).flat();
// The emulated bench of tests has one port.
const fitting = scenarios.filter(fitsABench).filter(({ given }) => given.others.size === 0);

test('at least twenty scenarios do, some by equivalents', () => {
  expect(new Set(fitting.map(({ name }) => name)).size).toBeGreaterThanOrEqual(20);
  const stoodIn = fitting.filter((scenario) => benchPlan(scenario).equivalents.length > 0);
  expect(stoodIn.length).toBeGreaterThanOrEqual(3);
});

describe.concurrent('on a bench of emulated instruments', () => {
  test.each(fitting.map((scenario) => ({ called: calledOf(scenario), scenario })))(
    '$called passes',
    async ({ scenario }) => {
      const bench = await EmulatedBench.open({
        profile: scenario.profile,
        text: patient,
        env: { host: { ...nodeEnv, clock } },
      });
      try {
        const record = await runScenario(scenario, {
          rigs: bench.rigs(),
          relyingParty: (rules) => new OtplibRelyingParty(rules),
          preset: presetOf,
          runId: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
          wall: { unixMs: () => Date.now(), now: () => performance.now() },
        });
        expect(told([record])).toEqual([expect.stringMatching(/^PASS/)]);
        expect(record.rig.kind).toBe('bench');
        expect(record.equivalents).toHaveLength(benchPlan(scenario).equivalents.length);
      } finally {
        await bench.close();
      }
    },
  );
});

function fitsABench(scenario: Scenario): boolean {
  const { lacks, seconds } = benchPlan(scenario);
  return lacks.length === 0 && seconds < A_MINUTE_OR_SO;
}

function calledOf({ name, parameters }: Scenario): string {
  const { profile: _, seed: __, ...own } = parameters;
  const told = Object.entries(own).map(([key, value]) => ` ${key}=${String(value)}`);
  return `${name}${told.join('')}`;
}
