import { parametersText, type RunRecord } from '@fobkit/bench';

/** `cold-storage (profile=generic, seed=1)`: a run among those of all scenarios. */
export function runName(scenario: Pick<RunRecord['scenario'], 'name' | 'parameters'>): string {
  const parameters = parametersText({ scenario });
  return parameters === '' ? scenario.name : `${scenario.name} (${parameters})`;
}
