import type { Step } from '../scenario/model.ts';
import { innerSteps } from '../scenario/check/map-steps.ts';

/** A finger is not quicker. */
const PRESS_SECONDS = 0.1;

/** How long a step takes at the least where time passes as it does, in seconds; its equivalent may be shorter. */
export function leastSeconds(step: Step): number {
  const inner = innerSteps(step).reduce((sum, one) => sum + leastOf(one), 0);
  switch (step.kind) {
    case 'wait':
    case 'hold':
      return step.seconds;
    case 'supply':
    case 'temperature':
      return step.seconds ?? 0;
    case 'press':
      return PRESS_SECONDS;
    case 'repeat':
      return step.times * inner;
    default:
      return inner;
  }
}

function leastOf(step: Step): number {
  const { equivalent } = step;
  const own = leastSeconds(step);
  if (equivalent === undefined) return own;
  return Math.min(
    own,
    equivalent.steps.reduce((sum, one) => sum + leastOf(one), 0),
  );
}
