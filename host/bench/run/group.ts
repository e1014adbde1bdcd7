import type { RetriedGroup } from '../scenario/model.ts';
import { StepEnd } from './blame.ts';
import type { Depth, Steps } from './steps.ts';

/**
 * Does the steps of a group, again from the first when one did not come off. Every attempt stands
 * in the record; one that passed later makes the run unstable, with the first reason.
 */
export async function runGroup(
  { steps: inner, attempts, onExhausted }: RetriedGroup,
  steps: Steps,
  at: Depth,
): Promise<string> {
  const { journal } = steps.run;
  let first: StepEnd | undefined;
  let last: StepEnd | undefined;
  let worst: StepEnd | undefined;
  for (let attempt = 1; attempt <= attempts; attempt++) {
    try {
      await steps.all(inner, { ...at, attempt });
      if (first === undefined) return 'at the first attempt';
      journal.unstable(first);
      return `at attempt ${String(attempt)} of ${String(attempts)}`;
    } catch (error) {
      // What a rig lacks it will lack again; a run that is stopped has no further attempt.
      if (!(error instanceof StepEnd) || error.verdict === 'SKIPPED') {
        if (worst?.verdict === 'FAIL' && onExhausted === 'fail') journal.proven.push(worst.reason);
        throw error;
      }
      first ??= error;
      last = error;
      // An attempt that proves nothing does not take back what one before it proved.
      if (worst?.verdict !== 'FAIL' || error.verdict === 'FAIL') worst = error;
    }
  }
  if (first === undefined || worst === undefined) {
    throw new StepEnd('INVALID', `${String(attempts)} attempts are none`);
  }
  if (onExhausted === 'continue') {
    journal.unstable(first);
    return `none of ${String(attempts)} attempts came off: ${worst.message}`;
  }
  throw exhausted(worst, { attempts, onExhausted, isLast: worst === last });
}

interface Exhausted {
  readonly attempts: number;
  readonly onExhausted: 'fail' | 'invalid';
  readonly isLast: boolean;
}

function exhausted(worst: StepEnd, { attempts, onExhausted, isLast }: Exhausted): StepEnd {
  // An attempt that proved nothing proves no FAIL either, however often it is made.
  const verdict = onExhausted === 'fail' ? worst.verdict : 'INVALID';
  const message = `in all ${String(attempts)} attempts; ${isLast ? 'the last' : 'one of them'}: ${worst.message}`;
  return new StepEnd(verdict, message, { cause: worst, place: worst.place });
}
