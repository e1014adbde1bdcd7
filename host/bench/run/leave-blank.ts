import { outcomeOf } from './blame.ts';
import type { FobUnderRun } from './fob-under-run.ts';
import { sealed } from './sealed.ts';

/**
 * Wipes a fob on a bench that the run has loaded, so that the next run finds it blank and with its
 * factory key. One that does not answer any more is left to the next run, unless the key that it
 * holds is known to this run alone: then it rejects.
 */
export async function leaveBlank(fob: FobUnderRun): Promise<void> {
  const { belief, rig } = fob;
  const keyIsOurs = belief.keys.size > 1;
  if (rig.kind !== 'bench' || (belief.token === undefined && !keyIsOurs)) return;
  try {
    await sealed(fob, (session) => session.wipe(), { waitForDelayMs: LONGEST_DELAY_MS });
  } catch (error) {
    if (keyIsOurs || outcomeOf(error) === undefined) throw error;
  }
}

/** So long it is waited for a fob that was asked with wrong keys. */
const LONGEST_DELAY_MS = 30_000;
