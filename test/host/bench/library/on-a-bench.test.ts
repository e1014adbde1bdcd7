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
import { describe, expect, test } from 'vitest';
import { presetOf, scenarioEnv } from '../../../../host/cli/bench/scenario-env.ts';
import { EmulatedBench } from '../support/emulated-bench.ts';
import { told } from './forms.ts';

/** What takes a bench longer is left out here, where time passes as it does. */
const MOMENT_SECONDS = 24;

const scenarios = (
  await Promise.all(
    (await libraryScenarios()).map(async ({ file }) => {
      const text = await readFile(file, 'utf8');
      return readScenarios({ text, file: basename(file) }, scenarioEnv());
    }),
  )
).flat();
const quick = scenarios.filter(takesAMoment);

describe('on a bench of emulated instruments', () => {
  test('there are scenarios that take a moment, some by equivalents', () => {
    expect(quick.length).toBeGreaterThanOrEqual(6);
    expect(quick.flatMap((scenario) => benchPlan(scenario).equivalents)).not.toEqual([]);
  });

  test.each(quick.map((scenario) => ({ name: scenario.name, scenario })))(
    '$name passes',
    async ({ scenario }) => {
      const bench = await EmulatedBench.open({ profile: scenario.profile });
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

function takesAMoment(scenario: Scenario): boolean {
  const { lacks, seconds } = benchPlan(scenario);
  return lacks.length === 0 && seconds < MOMENT_SECONDS && scenario.given.others.size === 0;
}
