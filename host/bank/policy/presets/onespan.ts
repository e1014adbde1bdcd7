import type { Policy } from '../policy.ts';
import { DAY_SECONDS } from '../day-seconds.ts';

/** The initial window, and the widest one that idle time opens: six hours in all. */
const SYNC_WINDOW_SECONDS = 21_600;
/** By which the whole window grows a day. */
const SECONDS_PER_DAY = 8;

/**
 * OneSpan's dynamic time window for a fob's step and an identification time window in steps. A
 * window is the whole of it there, half to each side. It grows after DTWAT = step × (window − 1) /
 * 8 days to step + 8 s a day.
 */
export function oneSpanPolicy(stepSeconds: number, identificationWindow: number): Policy {
  const half = Math.floor(identificationWindow / 2);
  const sync = Math.max(half, Math.floor(SYNC_WINDOW_SECONDS / stepSeconds / 2));
  const dtwatDays = (stepSeconds * (identificationWindow - 1)) / SECONDS_PER_DAY;
  return {
    name: 'onespan',
    title: { en: 'OneSpan, dynamic time window', ja: 'OneSpan 動的タイムウィンドウ' },
    source:
      'docs.onespan.com, “Dynamic time window calculation examples” and “DP Control Parameters”: ' +
      'identification time window 20 steps, half to each side; after DTWAT = step × (window − 1) / ' +
      '8 days the window is step + 8 s a day, at most the synchronisation window of 6 h, which ' +
      'holds at the first use and after a reset; the drift is kept as deviation; user lock ' +
      'threshold 3. Two consecutive codes are not offered: a reset opens the first window again.',
    windowStepSeconds: stepSeconds,
    firstUse: { behind: sync, ahead: sync },
    normal: { behind: half, ahead: half },
    idle: {
      afterDays: Math.round(dtwatDays * DAY_SECONDS) / DAY_SECONDS,
      behindSecondsPerDay: SECONDS_PER_DAY / 2,
      aheadSecondsPerDay: SECONDS_PER_DAY / 2,
      limit: { behind: sync, ahead: sync },
    },
    followsDrift: true,
    resync: { window: { behind: 0, ahead: 0 }, automatic: false, withinSeconds: 0 },
    lockAfter: 3,
    throttleSeconds: 0,
    forgetWrongAfterSeconds: 0,
  };
}

/** With the step of 36 s of the maker's examples. */
export const oneSpan = oneSpanPolicy(36, 20);
