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
  for (let attempt = 1; attempt <= attempts; attempt++) {
    try {
      await steps.all(inner, { ...at, attempt });
      if (first === undefined) return 'at the first attempt';
      journal.unstable(first);
      return `at attempt ${String(attempt)} of ${String(attempts)}`;
    } catch (error) {
      // What a rig lacks it will lack again; a run that is stopped has no further attempt.
      if (!(error instanceof StepEnd) || error.verdict === 'SKIPPED') throw error;
      first ??= error;
      last = error;
    }
  }
  if (first === undefined || last === undefined) {
    throw new StepEnd('INVALID', `${String(attempts)} attempts are none`);
  }
  if (onExhausted === 'continue') {
    journal.unstable(first);
    return `none of ${String(attempts)} attempts came off: ${last.message}`;
  }
  throw exhausted(last, attempts, onExhausted);
}

function exhausted(last: StepEnd, attempts: number, onExhausted: 'fail' | 'invalid'): StepEnd {
  // An attempt that proved nothing proves no FAIL either, however often it is made.
  const verdict = onExhausted === 'fail' ? last.verdict : 'INVALID';
  const message = `in all ${String(attempts)} attempts; the last: ${last.message}`;
  const options = { cause: last, ...(last.place === undefined ? {} : { place: last.place }) };
  return new StepEnd(verdict, message, options);
}
