import type { Step } from '../model.ts';

/** The same steps, each changed, those inside others and inside equivalents first. */
export function mapSteps(steps: readonly Step[], change: (step: Step) => Step): readonly Step[] {
  return steps.map((step) => change(withInner(step, (inner) => mapSteps(inner, change))));
}

type Steps = readonly Step[];

function withInner(step: Step, change: (steps: Steps) => Steps): Step {
  const { equivalent } = step;
  const base =
    equivalent === undefined
      ? {}
      : { equivalent: { ...equivalent, steps: change(equivalent.steps) } };
  switch (step.kind) {
    case 'repeat':
      return { ...step, ...base, steps: change(step.steps) };
    case 'group':
      return { ...step, ...base, group: { ...step.group, steps: change(step.group.steps) } };
    case 'power-cuts': {
      const { during, then, ...rest } = step.sweep;
      return { ...step, ...base, sweep: { ...rest, during: change(during), then: change(then) } };
    }
    default:
      return { ...step, ...base };
  }
}

/** Each step, those inside others too, from the first to the last. */
export function* everyStep(steps: Steps): Generator<Step> {
  for (const step of steps) {
    yield step;
    yield* everyStep(innerSteps(step));
    if (step.equivalent !== undefined) yield* everyStep(step.equivalent.steps);
  }
}

/** The steps that a step holds, without those of its equivalent. */
export function innerSteps(step: Step): Steps {
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
