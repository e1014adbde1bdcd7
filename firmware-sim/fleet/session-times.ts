import { boundsOf } from './draw-distribution.ts';
import type { FleetSpec } from './fleet-spec.ts';

/** Owners press between seven and twenty-three, guessers at night. */
export const WAKES_AT = 25_200;
export const WAKING_SECONDS = 57_600;
/** More presses a day than that no dice are kept for. */
const MOST_A_DAY = 250;

/** Tries before a call, so that a session has dice enough: see `visitIndex`. */
export const MOST_TRIES = 12;

/** A press, and the tries that may follow on it: sessions of a day never overlap. */
export interface SessionTimes {
  /** Seconds from a press until another one shows the next code: the LCD is dark again, too. */
  readonly nextCodeSeconds: number;
  /** The same of a fob whose codes come after a low-battery text. */
  readonly warnedNextSeconds: number;
  /** Seconds from one try to the next: the LCD is dark again and the next step has come. */
  readonly retrySeconds: number;
  /** Seconds that are kept free behind a press. */
  readonly sessionSeconds: number;
  /** Most presses of a day, so that each has its time. */
  readonly mostADay: number;
}

export function sessionTimes(spec: FleetSpec): SessionTimes {
  const { lowBatterySeconds, onSeconds } = spec.profile.product.display;
  const typing = Math.ceil(boundsOf(spec.owners.typingSeconds).most);
  const { stepSeconds } = spec.codes;
  const nextCodeSeconds = Math.max(Math.ceil(onSeconds) + 1, stepSeconds);
  const warnedNextSeconds = Math.max(Math.ceil(onSeconds + lowBatterySeconds) + 1, stepSeconds);
  const retrySeconds = 1 + Math.max(warnedNextSeconds, typing);
  const sessionSeconds = retrySeconds * (mostRounds(spec) + 1);
  const fitting = Math.floor(WAKING_SECONDS / (sessionSeconds + 1));
  const mostADay = Math.min(MOST_A_DAY, fitting);
  return { nextCodeSeconds, warnedNextSeconds, retrySeconds, sessionSeconds, mostADay };
}

/**
 * Most codes of a session: each try may be asked for one code more, and so may those after the two
 * calls; on the phone two codes are read out twice.
 */
export function mostRounds({ owners }: FleetSpec): number {
  return 2 * (owners.triesBeforeCall + 2) + 4;
}
