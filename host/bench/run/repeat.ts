import type { Step } from '../scenario/model.ts';
import type { JournalMark } from './journal.ts';
import type { Depth, Steps } from './steps.ts';

/** So many rounds stand in the record at each end. */
const KEPT = 10;

/** Does the steps so often. Of many rounds the first and the last stand in the record. */
export async function repeat(
  { times, steps: inner }: Extract<Step, { kind: 'repeat' }>,
  steps: Steps,
  at: Depth,
): Promise<string> {
  const { journal } = steps.run;
  let last: JournalMark[] = [];
  let leftOut = 0;
  for (let round = 1; round <= times; round++) {
    if (round > KEPT) last.push(journal.mark());
    const [oldest, next] = last;
    if (oldest !== undefined && next !== undefined && last.length > KEPT) {
      last = last.slice(1).map(journal.leaveOut(oldest, next));
      leftOut++;
    }
    await steps.all(inner, at);
  }
  const told = `${String(times)} times`;
  return leftOut === 0 ? told : `${told}; ${String(leftOut)} in the middle are not in the record`;
}
