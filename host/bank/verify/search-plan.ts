import { dueFactor } from '../kernel/motion-numbers.ts';
import { PolicyKernel } from '../kernel/policy-kernel.ts';
import type { CodeWindow, Policy } from '../policy/policy.ts';
import { MAX_ANSWERED, markOf } from './answered.ts';
import type { Challenge, FactorRange } from './code-source.ts';
import { columnsOf } from './memory-numbers.ts';
import { type CodeKind, type Motion, stepOf } from './motion.ts';
import type { TokenMemory } from './token-key.ts';

/** What decides where a code is looked for. */
export interface SearchCase {
  readonly kind: CodeKind;
  readonly memory: TokenMemory;
  readonly policy: Policy;
  readonly unixSeconds: number;
  readonly challenge?: Challenge;
  /** Instead of the policy's. */
  readonly window?: CodeWindow;
}

/** Where a code is looked for: the same places whether it is right or wrong. */
export interface SearchPlan {
  /** The factor that an offset counts from: the bank's own step, or the counter that is due. */
  readonly expected: number;
  /** The middle of the window. */
  readonly middle: number;
  /** The least factor that may still be accepted. */
  readonly floor: number;
  readonly window: CodeWindow;
  /** The window, and around it that of a resynchronisation. */
  readonly wide: FactorRange;
  /** Where the second code of a resynchronisation is due. */
  readonly next: FactorRange;
  /** The factors accepted lately. */
  readonly lately: readonly number[];
  /** Where the factors are counters, and the suite has time too: the steps tried with each. */
  readonly timeSteps: readonly (number | undefined)[];
}

export const NOWHERE: FactorRange = { first: 0, count: 0 };

/** Where a code that was given now is looked for. */
export function planSearch(asked: SearchCase): SearchPlan {
  const { kind, memory, policy } = asked;
  const unixSeconds = Math.floor(asked.unixSeconds);
  const kernel = new PolicyKernel(policy, kind.motion);
  const columns = columnsOf(memory);
  const middle = kernel.middle(columns, 0, unixSeconds);
  const given = kind.motion.kind === 'challenge' ? undefined : asked.window;
  const window = given ?? {
    behind: kernel.behind(columns, 0, unixSeconds),
    ahead: kernel.ahead(columns, 0, unixSeconds),
  };
  return {
    expected: dueFactor(kernel.numbers, memory.lastFactor ?? -1, unixSeconds),
    middle,
    floor: floorOf(asked),
    window,
    wide: factorsAround(middle, {
      behind: Math.max(window.behind, kernel.farBehind(columns, 0, unixSeconds)),
      ahead: Math.max(window.ahead, kernel.farAhead(columns, 0, unixSeconds)),
    }),
    next: kernel.isSecondDue(columns, 0, unixSeconds)
      ? { first: (memory.resync?.factor ?? 0) + 1, count: kernel.numbers.gap }
      : NOWHERE,
    lately: latelyOf(asked),
    timeSteps: timeStepsOf(kind.motion, unixSeconds),
  };
}

/** The factors of a window around a middle, as far as there are any. */
export function factorsAround(middle: number, { behind, ahead }: CodeWindow): FactorRange {
  const first = Math.max(0, middle - behind);
  const last = Math.min(Number.MAX_SAFE_INTEGER, middle + ahead);
  return last < first ? NOWHERE : { first, count: last - first + 1 };
}

/** The steps of the time that go with a counter: the bank's own, and the one to each side. */
export function timeStepsOf(motion: Motion, unixSeconds: number): readonly (number | undefined)[] {
  if (motion.kind !== 'counter' || motion.stepSeconds === undefined) return [undefined];
  const step = stepOf({ stepSeconds: motion.stepSeconds, t0: 0 }, unixSeconds);
  return [step, step - 1, step + 1].filter((one) => one >= 0);
}

/**
 * A factor serves once, but where a step of the time answers challenges: there each challenge is
 * answered once a step, and no more of them than are remembered.
 */
export function floorOf({
  kind: { motion },
  memory,
  challenge,
}: Pick<SearchCase, 'kind' | 'memory' | 'challenge'>): number {
  const { lastFactor = -1, answered = [] } = memory;
  const mark = challenge === undefined ? undefined : markOf(challenge);
  if (motion.kind === 'challenge') return answered.some((one) => one.mark === mark) ? 1 : 0;
  if (motion.kind === 'counter' || !motion.answers || lastFactor < 0) return lastFactor + 1;
  const inStep = answered.filter(({ factor }) => factor === lastFactor);
  const spent = inStep.length >= MAX_ANSWERED || inStep.some((one) => one.mark === mark);
  return spent ? lastFactor + 1 : lastFactor;
}

function latelyOf({ memory, challenge }: SearchCase): readonly number[] {
  if (challenge === undefined) return memory.accepted ?? [];
  const mark = markOf(challenge);
  return (memory.answered ?? []).filter((one) => one.mark === mark).map(({ factor }) => factor);
}
