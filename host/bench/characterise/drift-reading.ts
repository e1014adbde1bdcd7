import type { Algorithm } from '@fobkit/protocol';
import { UsageError } from '@fobkit/protocol';
import { factorsOf } from '../relying-party/judge-code.ts';

/** What time-based codes are made from. */
export interface DriftKey {
  readonly seed: Uint8Array;
  readonly algorithm: Algorithm;
  readonly digits: number;
  readonly stepSeconds: number;
  readonly t0: number;
}

/** A code, and between which two moments of the host's clock the fob made it, in unix seconds. */
export interface CodeSeen {
  readonly code: string;
  readonly from: number;
  readonly to: number;
}

/**
 * What one code says of the fob's clock: its error, fob time minus host time, lies between `low` and
 * `high`, in seconds. It holds no code: a log of readings may lie about.
 */
export interface DriftReading {
  /** Middle of the two moments, unix seconds of the host. */
  readonly at: number;
  readonly low: number;
  readonly high: number;
}

/** Any code whatever fits some step of a window with a chance that stays below this. */
const MOST_CHANCE = 0.05;

/**
 * Finds the time step of a code around the error that is expected. Undefined when it is the code of
 * no step within `window` of that.
 *
 * @throws UsageError when the two moments are not in order, when it is the code of several steps, or
 *   when the window is so wide that any code would fit.
 */
export function driftReading(
  key: DriftKey,
  { code, from, to }: CodeSeen,
  { expected = 0, window }: { readonly expected?: number; readonly window: number },
): DriftReading | undefined {
  if (to < from) throw new UsageError('a code is seen before it is asked for');
  const { stepSeconds, t0 } = key;
  const widest = Math.floor((MOST_CHANCE * 10 ** key.digits - 1) / 2);
  if (window > widest) {
    throw new UsageError(
      `${window} steps to each side are too many for codes of ${key.digits} digits: ` +
        `any code would fit somewhere; at most ${widest}`,
    );
  }
  const at = (from + to) / 2;
  const middle = Math.floor((at + expected - t0) / stepSeconds);
  const { seed, algorithm, digits } = key;
  const token = {
    serialLabel: '',
    seed,
    parameters: {
      mode: 'totp',
      algorithm,
      digits,
      stepSeconds,
      t0,
      serialLabel: '',
      purpose: 'test',
    },
  } as const;
  const [step, other] = factorsOf(token, code, { middle, behind: window, ahead: window });
  if (step === undefined) return undefined;
  if (other !== undefined) {
    throw new UsageError(
      `the code is that of two steps within ${window}, and says nothing: read the next one`,
    );
  }
  const began = t0 + step * stepSeconds;
  return { at, low: began - to, high: began + stepSeconds - from };
}
