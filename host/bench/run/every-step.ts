import type { Scenario, Step } from '../scenario/model.ts';

/** The steps of a scenario with all that stand inside them, and in equivalents. */
export function everyStep(scenario: Pick<Scenario, 'steps' | 'teardown' | 'faults'>): Step[] {
  const ofFaults = [...scenario.faults.values()].flatMap(
    ({ equivalent }) => equivalent?.steps ?? [],
  );
  return [...scenario.steps, ...scenario.teardown, ...ofFaults].flatMap(withInner);
}

function withInner(step: Step): Step[] {
  const inner = [...innerSteps(step), ...(step.equivalent?.steps ?? [])];
  return [step, ...inner.flatMap(withInner)];
}

/** The steps right inside a step. */
export function innerSteps(step: Step): readonly Step[] {
  switch (step.kind) {
    case 'repeat':
      return step.steps;
    case 'group':
      return step.group.steps;
    case 'power-cuts':
      return [...step.sweep.during, ...step.sweep.then];
    default:
      return [];
  }
}
