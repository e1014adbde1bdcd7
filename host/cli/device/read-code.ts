import type { FobDevice } from '@fobkit/client';
import type { CodeReading } from '@fobkit/protocol';
import type { Cli } from '../program/cli.ts';

/** As long as a person may take to find the button, and as long as a press holds. */
const PRESS_WAIT_MS = 30_000;

/** A code of a fob; whoever sits here is asked for the press where one is wanted. */
export function readFobCode(cli: Cli, fob: FobDevice, challenge?: string): Promise<CodeReading> {
  return fob.readCode({
    signal: cli.signal,
    waitForPressMs: PRESS_WAIT_MS,
    onPressWanted: () => {
      cli.out.note('Press the button of the fob; it has 30 seconds.');
    },
    ...(challenge === undefined ? {} : { challenge }),
  });
}
