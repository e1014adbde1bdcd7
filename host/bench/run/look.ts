import type { RigLcd } from '@fobkit/protocol';
import type { RunContext } from './context.ts';
import type { FobUnderRun } from './fob-under-run.ts';
import { codeOn } from './lcd-code.ts';

/** Looks at the LCD; a code on it is the last that the fob gave. */
export async function lookAtLcd(fob: FobUnderRun, run: RunContext): Promise<RigLcd> {
  const lcd = await run.watch.race(fob.rig.lcd(run.signal));
  const digits = fob.belief.token?.parameters.digits;
  const code = digits === undefined ? undefined : codeOn(lcd, digits);
  if (code !== undefined) fob.gave(code);
  return lcd;
}
