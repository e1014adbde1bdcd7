import { dueFactor } from '../kernel/motion-numbers.ts';
import { PolicyKernel } from '../kernel/policy-kernel.ts';
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
  if (memory.lockedAt !== undefined && policy.resync.unlocks !== true) {
    return { outcome: 'locked', memory };
  }
  const kind = codeKindOf(key.parameters);
  const { motion } = kind;
  const kernel = new PolicyKernel(policy, motion);
  const columns = columnsOf(memory);
  const retryAfter = kernel.wait(columns, 0, unixSeconds);
  if (retryAfter > 0) {
    kernel.startWaitAnew(columns, 0, unixSeconds);
    return { outcome: 'throttled', memory: memoryOf(columns, memory), retryAfter };
  }
  const { byHandBehind: behind, byHandAhead: ahead } = kernel.numbers;
  if (behind < 0) return { outcome: 'not-offered', memory };
  const challenge = key.parameters.mode === 'ocra' ? asked.challenge : undefined;
  const pair = findPair(asked, {
    middle: kernel.middle(columns, 0, unixSeconds),
    window: { behind, ahead },
    floor: floorOf({ kind, memory, ...(challenge !== undefined && { challenge }) }),
    digits: kind.digits,
  });
  const lists = { ...memory, seen: (memory.seen ?? 0) + 2 };
  if (pair === undefined) {
    kernel.count(columns, 0, unixSeconds);
    return { outcome: 'refused', memory: memoryOf(columns, lists) };
  }
  const expected = dueFactor(kernel.numbers, memory.lastFactor ?? -1, unixSeconds);
  kernel.afterSecond(columns, 0, unixSeconds, pair.first);
  kernel.afterSecond(columns, 0, unixSeconds, pair.second);
  const accepted = [pair.first, pair.second].reduce(
    (now, factor) => withAccepted(now, { factor, motion, unixSeconds, challenge }),
    memoryOf(columns, lists),
  );
  return { outcome: 'ok', memory: accepted, offset: pair.second - expected };
}

/** The consecutive factors that show the two codes, nearest to the middle; all are looked at. */
function findPair(
  { key, challenge, codes, policy, source = oathCodeSource, unixSeconds }: ResyncCase,
  place: {
    readonly middle: number;
    readonly window: { readonly behind: number; readonly ahead: number };
    readonly floor: number;
    readonly digits: number;
  },
): { readonly first: number; readonly second: number } | undefined {
  const { middle, window, floor, digits } = place;
  const { gap = 1 } = policy.resync;
  const range = factorsAround(middle, { ...window, ahead: window.ahead + gap });
  const { motion } = codeKindOf(key.parameters);
  const [wantedFirst, wantedSecond] = codes.map((code) => valueOfCode(code, digits));
  if (wantedFirst === undefined || wantedSecond === undefined) return undefined;
  const hits = { first: new Set<number>(), second: new Set<number>() };
  for (const timeStep of timeStepsOf(motion, unixSeconds)) {
    const steps = [{ ...range, ...(timeStep !== undefined && { timeStep }) }];
    const values = source.values(key, steps, challenge);
    for (let i = 0; i < values.length; i++) {
      if (missed(values[i], wantedFirst) === 0) hits.first.add(range.first + i);
      if (missed(values[i], wantedSecond) === 0) hits.second.add(range.first + i);
    }
  }
  return nearestPair(hits, { middle, floor, gap });
}

function nearestPair(
  hits: { readonly first: ReadonlySet<number>; readonly second: ReadonlySet<number> },
  { middle, floor, gap }: { readonly middle: number; readonly floor: number; readonly gap: number },
): { readonly first: number; readonly second: number } | undefined {
  const pairs = [...hits.first]
    .filter((first) => first >= floor)
    .flatMap((first) => Array.from({ length: gap }, (_, i) => ({ first, second: first + 1 + i })))
    .filter(({ second }) => hits.second.has(second));
  const distance = ({ first }: { readonly first: number }): number => Math.abs(first - middle);
  return pairs.sort((a, b) => distance(a) - distance(b) || a.second - b.second)[0];
}
