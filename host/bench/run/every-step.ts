import { everyStep as stepsWithin } from '../scenario/check/map-steps.ts';
import type { Scenario, Step } from '../scenario/model.ts';

/** The steps of a scenario with all that stand inside them, and in equivalents. */
export function everyStep(
  scenario: Pick<Scenario, 'steps' | 'teardown' | 'faults'>,
): readonly Step[] {
  const ofFaults = [...scenario.faults.values()].flatMap(
    ({ equivalent }) => equivalent?.steps ?? [],
  );
  return [...stepsWithin([...scenario.steps, ...scenario.teardown, ...ofFaults])];
}
