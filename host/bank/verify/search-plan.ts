import type { CodeWindow, Policy } from '../policy/policy.ts';
import { codeWindow, resyncWindow, wantsSecondCode, type WindowCase } from '../policy/window.ts';
import { MAX_ANSWERED, markOf } from './answered.ts';
import type { Challenge, FactorRange } from './code-source.ts';
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
const THE_MIDDLE: CodeWindow = { behind: 0, ahead: 0 };
/** Not even the middle. */
const NO_WINDOW: CodeWindow = { behind: -1, ahead: -1 };

/** Where a code that was given now is looked for. */
export function planSearch(asked: SearchCase): SearchPlan {
  const { kind, memory, policy, unixSeconds } = asked;
  const { expected, middle } = middleOf(kind.motion, memory, unixSeconds);
  const place = windowCase(asked);
  const single = kind.motion.kind === 'challenge';
  const far = policy.resync.automatic && !single ? resyncWindow(policy, place) : undefined;
  const window = single ? THE_MIDDLE : (asked.window ?? acceptedWindow(policy, place));
  return {
    expected,
    middle,
    floor: floorOf(asked),
    window,
    wide: factorsAround(middle, {
      behind: Math.max(window.behind, far?.behind ?? 0),
      ahead: Math.max(window.ahead, far?.ahead ?? 0),
    }),
    next: nextRange(asked),
    lately: latelyOf(asked),
    timeSteps: timeStepsOf(kind.motion, unixSeconds),
  };
}

function acceptedWindow(policy: Policy, place: WindowCase): CodeWindow {
  return wantsSecondCode(policy, place.wrongInARow) ? NO_WINDOW : codeWindow(policy, place);
}

/** What a window depends on, of a token. */
export function windowCase({ kind, memory, unixSeconds }: SearchCase): WindowCase {
  const { motion } = kind;
  return {
    timed: motion.kind === 'time',
    stepSeconds: motion.kind === 'time' ? motion.stepSeconds : 1,
    acceptedAt: memory.acceptedAt,
    wrongInARow: memory.wrongInARow,
    unixSeconds,
  };
}

/** The factors of a window around a middle, as far as there are any. */
export function factorsAround(middle: number, { behind, ahead }: CodeWindow): FactorRange {
  const first = Math.max(0, middle - behind);
  const last = Math.min(Number.MAX_SAFE_INTEGER, middle + ahead);
  return last < first ? NOWHERE : { first, count: last - first + 1 };
}

/** The factor that is due, and the middle of the window. */
export function middleOf(
  motion: Motion,
  memory: TokenMemory,
  unixSeconds: number,
): { readonly expected: number; readonly middle: number } {
  if (motion.kind === 'challenge') return { expected: 0, middle: 0 };
  if (motion.kind === 'counter') {
    const due = Math.max((memory.lastFactor ?? -1) + 1, motion.first);
    return { expected: due, middle: due };
  }
  const step = stepOf(motion, unixSeconds);
  return { expected: step, middle: step + memory.driftSteps };
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
export function floorOf({ kind: { motion }, memory, challenge }: SearchCase): number {
  const { lastFactor = -1, answered = [] } = memory;
  const mark = challenge === undefined ? undefined : markOf(challenge);
  if (motion.kind === 'challenge') return answered.some((one) => one.mark === mark) ? 1 : 0;
  if (motion.kind === 'counter' || !motion.answers || lastFactor < 0) return lastFactor + 1;
  const inStep = answered.filter(({ factor }) => factor === lastFactor);
  const spent = inStep.length >= MAX_ANSWERED || inStep.some((one) => one.mark === mark);
  return spent ? lastFactor + 1 : lastFactor;
}

function nextRange({ memory: { resync }, policy, unixSeconds }: SearchCase): FactorRange {
  if (resync === undefined || !policy.resync.automatic) return NOWHERE;
  if (unixSeconds - resync.at > policy.resync.withinSeconds) return NOWHERE;
  return { first: resync.factor + 1, count: policy.resync.gap ?? 1 };
}

function latelyOf({ memory, challenge }: SearchCase): readonly number[] {
  if (challenge === undefined) return memory.accepted ?? [];
  const mark = markOf(challenge);
  return (memory.answered ?? []).filter((one) => one.mark === mark).map(({ factor }) => factor);
}
