import type { RunContext } from './context.ts';
import type { FobUnderRun } from './fob-under-run.ts';

/** A wait that is shorter shows nothing that its ends do not, in seconds. */
const LONG = 3600;
const MOST_SAMPLES = 48;

/** Lets time pass, and looks at the fob on the way when it is long. */
export async function waitSampled(
  seconds: number,
  fob: FobUnderRun,
  run: RunContext,
): Promise<void> {
  const { rig } = fob;
  const parts = rig.kind === 'emulated' ? Math.min(MOST_SAMPLES, Math.floor(seconds / LONG)) : 1;
  // Whole seconds, so that no rounding adds up; the last part takes what is left.
  const part = Math.floor(seconds / Math.max(1, parts));
  let left = fob.leftOf(seconds);
  for (let number = 1; number < parts; number++) {
    await rig.wait(part, run.signal);
    left -= part;
    await run.between(fob);
  }
  await rig.wait(left, run.signal);
  fob.rests();
}
