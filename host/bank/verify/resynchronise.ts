import { countedWrong } from '../policy/lock.ts';
import { waitSeconds } from '../policy/throttle.ts';
import { byHandWindow } from '../policy/window.ts';
import { oathCodeSource } from './code-source.ts';
import { valueOfCode } from './code-text.ts';
import type { CodeCase } from './judge-code.ts';
import { missed } from './look-for.ts';
import { afterAccepted, afterWait, afterWrong } from './memory.ts';
import { codeKindOf } from './motion.ts';
import {
  factorsAround,
  floorOf,
  middleOf,
  type SearchCase,
  timeStepsOf,
  windowCase,
} from './search-plan.ts';
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
  const counted = { ...memory, wrongInARow: countedWrong(policy, memory, unixSeconds) };
  const retryAfter = waitSeconds(policy, counted, unixSeconds);
  if (retryAfter > 0) {
    const waiting = afterWait(memory, retryAfter, unixSeconds);
    return { outcome: 'throttled', memory: waiting, retryAfter };
  }
  const kind = codeKindOf(key.parameters);
  const { motion } = kind;
  const challenge = key.parameters.mode === 'ocra' ? asked.challenge : undefined;
  const place: SearchCase = {
    kind,
    memory: counted,
    policy,
    unixSeconds,
    ...(challenge !== undefined && { challenge }),
  };
  const window = byHandWindow(policy, windowCase(place));
  if (window === undefined || motion.kind === 'challenge') {
    return { outcome: 'not-offered', memory };
  }
  const { expected, middle } = middleOf(motion, counted, unixSeconds);
  const pair = findPair(asked, { middle, window, floor: floorOf(place), digits: kind.digits });
  const seen = { ...counted, seen: (memory.seen ?? 0) + 2 };
  if (pair === undefined)
    return { outcome: 'refused', memory: afterWrong(seen, policy, unixSeconds) };
  const acceptance = { motion, policy, unixSeconds, challenge, resynchronised: true };
  const first = afterAccepted(seen, { ...acceptance, factor: pair.first });
  const second = afterAccepted(first, { ...acceptance, factor: pair.second });
  return { outcome: 'ok', memory: second, offset: pair.second - expected };
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
