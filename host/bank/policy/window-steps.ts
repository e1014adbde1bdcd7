import type { PolicyFault } from './nonsense.ts';
import type { CodeWindow, Policy } from './policy.ts';

/** A side of a window that is no whole number of a token's steps. */
export interface RoundedSide {
  /** `idle.limit.behind`. */
  readonly path: string;
  /** Steps as they are written down. */
  readonly written: number;
  /** Steps of the token that are taken for them. */
  readonly taken: number;
}

/**
 * A window in steps of a token. One that was written down for another step is rounded down: a bank
 * accepts no code that its policy does not.
 */
export function windowInSteps(
  policy: Pick<Policy, 'windowStepSeconds'>,
  { behind, ahead }: CodeWindow,
  stepSeconds: number,
): CodeWindow {
  const { windowStepSeconds: written = stepSeconds } = policy;
  const convert = (steps: number): number => Math.floor((steps * written) / stepSeconds);
  return { behind: convert(behind), ahead: convert(ahead) };
}

/** Where a policy's windows are rounded for tokens of such a step. */
export function roundedSides(policy: Policy, stepSeconds: number): readonly RoundedSide[] {
  const { windowStepSeconds = stepSeconds } = policy;
  return windowsOf(policy).flatMap(([path, window]) => {
    const taken = windowInSteps(policy, window, stepSeconds);
    return (['behind', 'ahead'] as const)
      .filter((side) => taken[side] * stepSeconds !== window[side] * windowStepSeconds)
      .map((side) => ({ path: `${path}.${side}`, written: window[side], taken: taken[side] }));
  });
}

/** Windows of which rounding leaves nothing: nobody means these. */
export function lostWindows(policy: Policy, stepSeconds: number): readonly PolicyFault[] {
  const { windowStepSeconds: written = stepSeconds } = policy;
  const least = String(Math.ceil(stepSeconds / written));
  return roundedSides(policy, stepSeconds)
    .filter(({ taken }) => taken === 0)
    .map((side) => ({
      path: side.path,
      message:
        `${String(side.written)} of ${String(written)} s is less than one step of the fob, ` +
        `${String(stepSeconds)} s, and would be 0; write ${least} or more, or 0, ` +
        `or windowStepSeconds: ${String(stepSeconds)}`,
    }));
}

function windowsOf({
  firstUse,
  idle,
  normal,
  resync,
}: Policy): readonly (readonly [path: string, window: CodeWindow])[] {
  const grows = idle.behindSecondsPerDay > 0 || idle.aheadSecondsPerDay > 0;
  const { afterWrong, byHand, window } = resync;
  return [
    ['firstUse', firstUse],
    ['normal', normal],
    ...(grows ? ([['idle.limit', idle.limit]] as const) : []),
    ['resync.window', window],
    ...(byHand === undefined ? [] : ([['resync.byHand', byHand]] as const)),
    ...(afterWrong === undefined
      ? []
      : ([['resync.afterWrong.window', afterWrong.window]] as const)),
  ];
}
