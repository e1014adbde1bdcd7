import { expect, it } from 'vitest';
import { readScenarios } from '@fobkit/bench';
import { countCoverage } from '../../../../host/bench/campaign/coverage.ts';
import { Counts } from '../../../../host/bench/campaign/tally.ts';
import { scenarioEnv } from '../../../../host/cli/bench/scenario-env.ts';
import { run } from '../export/records.ts';

const text = 'scenario: x\ntitle: { en: X }\nprofile: generic\nsteps: [press]\n';

it.each([
  ['the fault fault-2 never fired: waits for press 9', 'a fault never fired'],
  ['the fault fault-2 is not armed', 'a fault'],
  ['faults: the fault fault-12: its rig is gone', 'faults: a fault: its rig is gone'],
])('%s is counted as %s', (message, reason) => {
  const [scenario] = readScenarios({ file: 'x.yaml', text }, scenarioEnv());
  if (scenario === undefined) throw new RangeError('there is a run');
  const counts = new Counts();
  const record = run('INVALID', { reasons: [{ verdict: 'INVALID', message }] });
  countCoverage(scenario, { record, failures: [], checks: new Map() }, counts);
  expect(counts.tally()['INVALID']).toEqual({ [reason]: 1 });
});
