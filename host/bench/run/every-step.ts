import { everyStep } from '../scenario/check/map-steps.ts';
import type { Scenario, Step } from '../scenario/model.ts';

/** The steps of a scenario with all that stand inside them, and in equivalents. */
export function everyStepOf(
  scenario: Pick<Scenario, 'steps' | 'teardown' | 'faults'>,
): readonly Step[] {
  const ofFaults = [...scenario.faults.values()].flatMap(
    ({ equivalent }) => equivalent?.steps ?? [],
  );
  return [...everyStep([...scenario.steps, ...scenario.teardown, ...ofFaults])];
}
