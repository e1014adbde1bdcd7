import { verifyCode } from '../unit/code-verifier.ts';
import { DEFAULT_LIMITS } from '../unit/fob-health.ts';
import type { VisitTools } from '../unit/visit-tools.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { StationRunOptions } from './run-options.ts';

const PRESS_WAIT_MS = 60_000;

/** What the visits of a run work with: what was asked for, else what is usual. */
export function toolsOfRun(
  options: StationRunOptions,
  of: Pick<VisitTools, 'store' | 'hostTime' | 'present' | 'tell'>,
): VisitTools {
  const { keys, verify, printer, counter, env, limits, pressWaitMs, dryRun } = options;
  return {
    ...of,
    keys,
    verify: verify ?? verifyCode,
    ...(printer === undefined ? {} : { printer: oneAtATime(printer) }),
    ...(counter === undefined ? {} : { counter }),
    env,
    limits: { ...DEFAULT_LIMITS, ...limits },
    pressWaitMs: pressWaitMs ?? PRESS_WAIT_MS,
    dryRun: dryRun ?? false,
  };
}
