import { type Reading, type ReadingOf, RigError } from '@fobkit/client';
import { blameOf, outcomeOf, StepEnd } from './blame.ts';
import type { RunContext } from './context.ts';
import type { FobUnderRun } from './fob-under-run.ts';

/** What a fob needs at least to answer, in volts: below it, its silence is no fault of its own. */
const ENOUGH_VOLTS = 2;

/**
 * Whose fault it is that a call to a fob threw. A fob that ought to answer and does not is at
 * fault only where the rig proves that it had power, and its wire was in.
 */
export async function blameFor(
  error: unknown,
  fob: FobUnderRun,
  run: RunContext,
): Promise<StepEnd> {
  const outcome = outcomeOf(error);
  if (outcome === undefined || !(error instanceof Error)) return blameOf(error);
  if (outcome !== 'lost' && outcome !== 'no-answer') return new StepEnd('FAIL', error.message);
  const { proven, evidence } = await provenAlive(fob, run);
  return new StepEnd(proven ? 'FAIL' : 'INVALID', `${error.message} (${evidence})`, {
    cause: error,
  });
}

/** Whether the rig proves that the fob has power and a wire; and how, or why not. */
async function provenAlive(
  fob: FobUnderRun,
  run: RunContext,
): Promise<{ readonly proven: boolean; readonly evidence: string }> {
  if (fob.belief.unplugged) return { proven: false, evidence: 'the fob is off its wire' };
  const rail = await measured('rail', fob, run);
  if (rail === undefined) {
    return { proven: false, evidence: 'the rig cannot prove that the fob has power' };
  }
  const volts = `${rail.value.toFixed(3)} V at its rail, by ${rail.instrument}`;
  const port = await measured('port-power', fob, run);
  if (port?.value === 0) return { proven: false, evidence: `${volts}, but its port is off` };
  return { proven: rail.value >= ENOUGH_VOLTS, evidence: volts };
}

async function measured(
  what: ReadingOf,
  fob: FobUnderRun,
  run: RunContext,
): Promise<Reading | undefined> {
  try {
    return await run.read(fob, what);
  } catch (error) {
    if (error instanceof RigError) return undefined;
    throw error;
  }
}
