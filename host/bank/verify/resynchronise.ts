import { dueFactor } from '../kernel/motion-numbers.ts';
import { PolicyKernel } from '../kernel/policy-kernel.ts';
import type { PolicyNumbers } from '../kernel/policy-numbers.ts';
import { nearestPair, type TwoCodes } from '../kernel/two-codes.ts';
import { Verdict } from '../kernel/verdict.ts';
import { oathCodeSource } from './code-source.ts';
import { valueOfCode } from './code-text.ts';
import type { CodeCase } from './judge-code.ts';
import { missed } from './look-for.ts';
import { withAccepted } from './memory.ts';
import { columnsOf, memoryOf } from './memory-numbers.ts';
import { codeKindOf } from './motion.ts';
import { factorsAround, floorOf, timeStepsOf } from './search-plan.ts';
import type { TokenMemory } from './token-key.ts';

/** `not-offered`: by the policy, or the token's codes do not follow one another. */
export type ResyncOutcome = 'ok' | 'refused' | 'locked' | 'throttled' | 'not-offered';

export interface ResyncVerdict {
  readonly outcome: ResyncOutcome;
  readonly memory: TokenMemory;
  /** Steps or counters that the second code was off. */
  readonly offset?: number;
  /** `throttled`: seconds until the next try is looked at. */
  readonly retryAfter?: number;
}

/** Two codes, one after the other; of an OCRA token both answer the same challenge. */
export interface ResyncCase extends Omit<CodeCase, 'code'> {
  readonly codes: readonly [string, string];
}

/**
 * 時刻補正, 同期ズレ補正: two consecutive codes, looked for in the policy's wide window, move the
 * middle of the window to where the token is; both are used up. Others count as one wrong code. A
 * locked token is refused, but where the policy lets two codes open a lock.
 * @throws UsageError as `verifyCode` does
 */
export function resynchronise(asked: ResyncCase): ResyncVerdict {
  const { memory, policy, key } = asked;
  const unixSeconds = Math.floor(asked.unixSeconds);
  const kind = codeKindOf(key.parameters);
  const { motion } = kind;
  const kernel = new PolicyKernel(policy, motion);
  const columns = columnsOf(memory);
  const admission = kernel.admitTwo(columns, 0, unixSeconds);
  if (admission === Verdict.locked) return { outcome: 'locked', memory };
  if (admission === Verdict.throttled) {
    const retryAfter = kernel.wait(columns, 0, unixSeconds);
    return { outcome: 'throttled', memory: memoryOf(columns, memory), retryAfter };
  }
  if (kernel.numbers.byHandBehind < 0) return { outcome: 'not-offered', memory };
  const challenge = key.parameters.mode === 'ocra' ? asked.challenge : undefined;
  const middle = kernel.middle(columns, 0, unixSeconds);
  const floor = floorOf({ kind, memory, ...(challenge !== undefined && { challenge }) });
  const seen = seenFactors(asked, middle, kernel.numbers);
  const pair = nearestPair(kernel.numbers, { middle, floor }, seen);
  const lists = { ...memory, seen: (memory.seen ?? 0) + 2 };
  const expected = dueFactor(kernel.numbers, memory.lastFactor ?? -1, unixSeconds);
  kernel.afterTwo(columns, 0, unixSeconds, pair);
  if (pair === undefined) return { outcome: 'refused', memory: memoryOf(columns, lists) };
  const accepted = [pair.first, pair.second].reduce(
    (now, factor) => withAccepted(now, { factor, motion, unixSeconds, challenge }),
    memoryOf(columns, lists),
  );
  return { outcome: 'ok', memory: accepted, offset: pair.second - expected };
}

/** The factors of the wide window that show each of the two codes; all are looked at. */
function seenFactors(
  { key, challenge, codes, source = oathCodeSource, unixSeconds }: ResyncCase,
  middle: number,
  { byHandAhead, byHandBehind: behind, gap }: PolicyNumbers,
): TwoCodes {
  const range = factorsAround(middle, { behind, ahead: byHandAhead + gap });
  const { digits, motion } = codeKindOf(key.parameters);
  const [wantedFirst, wantedSecond] = codes.map((code) => valueOfCode(code, digits));
  const [first, second]: [number[], number[]] = [[], []];
  if (wantedFirst === undefined || wantedSecond === undefined) return { first, second };
  for (const timeStep of timeStepsOf(motion, unixSeconds)) {
    const steps = [{ ...range, ...(timeStep !== undefined && { timeStep }) }];
    const values = source.values(key, steps, challenge);
    for (let i = 0; i < values.length; i++) {
      if (missed(values[i], wantedFirst) === 0) first.push(range.first + i);
      if (missed(values[i], wantedSecond) === 0) second.push(range.first + i);
    }
  }
  return { first, second };
}
