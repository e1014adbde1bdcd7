import type { CodeWindow, Policy } from './policy.ts';

export const DAY_SECONDS = 86_400;

/** What of a token decides how wide its window is. */
export interface WindowCase {
  /** Whether the factor is time; else a counter. */
  readonly timed: boolean;
  /** Length of a step in seconds, where it is time. */
  readonly stepSeconds: number;
  /** When a code was accepted last; undefined: never, or the token was reset. */
  readonly acceptedAt: number | undefined;
  readonly wrongInARow: number;
  readonly unixSeconds: number;
}

/**
 * How far a code may be off now, in whole steps or counters: the window of the first use, the
 * normal one, or the one that has grown since the last accepted code. A growth that fills a part
 * of a step opens the whole step.
 */
export function codeWindow(policy: Policy, token: WindowCase): CodeWindow {
  const fresh = token.acceptedAt === undefined;
  const base = fresh ? policy.firstUse : policy.normal;
  if (!token.timed) return { behind: 0, ahead: policy.counters?.lookAhead ?? base.ahead };
  const window = inSteps(policy, base, token.stepSeconds);
  if (fresh) return window;
  const { idle } = policy;
  const limit = inSteps(policy, idle.limit, token.stepSeconds);
  return {
    behind: grown(policy, token, [window.behind, limit.behind, idle.behindSecondsPerDay]),
    ahead: grown(policy, token, [window.ahead, limit.ahead, idle.aheadSecondsPerDay]),
  };
}

/** Whether so many wrong codes in a row have come that no code is accepted alone. */
export function wantsSecondCode({ resync }: Policy, wrongInARow: number): boolean {
  const { automatic, afterWrong } = resync;
  return automatic && afterWrong?.always === true && wrongInARow >= afterWrong.wrong;
}

/**
 * How far the first of two consecutive codes is looked for when they come one by one; undefined
 * where a resynchronisation is not offered.
 */
export function resyncWindow(policy: Policy, token: WindowCase): CodeWindow | undefined {
  const { window, afterWrong } = policy.resync;
  const farther = afterWrong !== undefined && token.wrongInARow >= afterWrong.wrong;
  return offered(policy, token, farther ? afterWrong.window : window);
}

/** How far two codes that are given together are looked for; undefined: it is not offered. */
export function byHandWindow(policy: Policy, token: WindowCase): CodeWindow | undefined {
  return offered(policy, token, policy.resync.byHand ?? policy.resync.window);
}

function offered(policy: Policy, token: WindowCase, window: CodeWindow): CodeWindow | undefined {
  if (!token.timed) {
    const ahead = policy.counters?.resyncLookAhead ?? window.ahead;
    return ahead === 0 ? undefined : { behind: 0, ahead };
  }
  if (window.behind === 0 && window.ahead === 0) return undefined;
  return inSteps(policy, window, token.stepSeconds);
}

/** A window that was written down for another step, in steps of the token. */
function inSteps(policy: Policy, window: CodeWindow, stepSeconds: number): CodeWindow {
  const { windowStepSeconds: written = stepSeconds } = policy;
  const convert = (steps: number): number => Math.floor((steps * written) / stepSeconds);
  return { behind: convert(window.behind), ahead: convert(window.ahead) };
}

function grown(
  { idle }: Policy,
  { acceptedAt = 0, unixSeconds, stepSeconds }: WindowCase,
  [from, limit, secondsPerDay]: readonly [number, number, number],
): number {
  const idleSeconds = Math.max(0, Math.floor(unixSeconds) - acceptedAt);
  const growing = Math.max(0, idleSeconds - Math.round(idle.afterDays * DAY_SECONDS));
  // Thousandths of a second: a rate has three decimals at most, and integers stay exact.
  const thousandths = Math.floor((growing * Math.round(secondsPerDay * 1000)) / DAY_SECONDS);
  const steps = Math.ceil(thousandths / (stepSeconds * 1000));
  return Math.max(from, Math.min(limit, from + steps));
}
