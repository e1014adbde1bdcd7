import type { Cli } from '../program/cli.ts';
import { formatSpan } from '../terminal/moment.ts';
import { startProgress } from '../terminal/progress.ts';
import type { SimHandle } from '@fobkit/emulator/sims';

/** As long as simulating it is surely not felt: an always-on display takes a second for a year. */
const PART_SECONDS = 90 * 86_400;

/** Lets world time pass, telling how far it is where that takes long. */
export async function advanceInParts(
  cli: Cli,
  rig: SimHandle,
  seconds: number,
  quiet: boolean,
): Promise<void> {
  const progress = seconds > PART_SECONDS && !quiet ? startProgress(cli.out, seconds) : undefined;
  let done = 0;
  try {
    do {
      cli.signal.throwIfAborted();
      const part = Math.min(PART_SECONDS, seconds - done);
      await rig.act({ action: 'advance', seconds: part });
      done += part;
      progress?.update(done, `${formatSpan(done)} of ${formatSpan(seconds)}`);
    } while (done < seconds);
  } finally {
    progress?.stop();
  }
}
