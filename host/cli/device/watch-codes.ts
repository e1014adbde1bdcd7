import { delay } from '@fobkit/client';
import { nodeClock } from '@fobkit/client/node';
import type { CodeReading, FobInfo } from '@fobkit/protocol';
import type { Cli } from '../program/cli.ts';
import { usage } from '../program/cli-error.ts';

/** How often the fob is asked; its clock may jump, so the seconds left are not relied on. */
const ASK_MS = 500;

export interface Watch {
  readonly read: () => Promise<CodeReading>;
  readonly tell: (reading: CodeReading) => void;
  /** Endless if absent. */
  readonly count?: number | undefined;
}

/** Tells each new code of a time-based fob, until Ctrl-C or until nobody reads any more. */
export async function watchCodes(cli: Cli, info: FobInfo, watch: Watch): Promise<void> {
  if (info.loaded !== undefined && info.loaded.mode !== 'totp') {
    throw usage(`--watch is for time-based fobs; this one would use up a code at each look`);
  }
  let told = 0;
  let last: number | undefined;
  while (!cli.out.readerLeft.aborted) {
    const reading = await watch.read();
    if (reading.movingFactor !== last) {
      last = reading.movingFactor;
      watch.tell(reading);
      told++;
      if (told === watch.count) return;
    }
    await delay(nodeClock, ASK_MS, cli.signal);
  }
}
