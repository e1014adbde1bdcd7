import { delay, RigError } from '@fobkit/client';
import type { DisplayReading, FobStatus } from '@fobkit/protocol';
import type { PortTools } from './port-tools.ts';

/** How long a fob may take to count a press, and how often it is asked. */
const COUNT_MS = 1_500;
const LOOK_MS = 100;

/** What a fob tells that a push of its button changes. */
export interface Face {
  readonly status: FobStatus;
  readonly display: DisplayReading | undefined;
}

/** Undefined when the fob has no wire, or does not answer. */
export async function lookAtFace({ probe }: PortTools): Promise<Face | undefined> {
  const status = await probe.status();
  return status === undefined ? undefined : { status, display: await probe.display() };
}

/**
 * What a push has changed. Undefined when the fob does not answer any more, which is for others to
 * judge. Rejects with RigError `unproven` when nothing has changed.
 *
 * @param otherwise What is then the matter, after "the fob counts no press and shows the same: ".
 */
export async function effectOfPush(
  tools: PortTools,
  before: Face,
  otherwise: string,
): Promise<{ readonly presses: number; readonly words: string } | undefined> {
  const until = tools.clock.now() + COUNT_MS;
  for (;;) {
    const status = await tools.probe.status();
    if (status === undefined) return undefined;
    const counted = countChange(before.status, status);
    if (counted !== undefined) return { presses: status.presses, words: counted };
    // To ask for the display uses up the press of a fob in use: only where no count tells.
    const shown = screenChange(before.display, await tools.probe.display());
    if (shown !== undefined) {
      // The press may have come between the two questions.
      const after = (await tools.probe.status()) ?? status;
      return { presses: after.presses, words: countChange(before.status, after) ?? shown };
    }
    if (tools.clock.now() >= until) {
      const message = `the fob counts no press and shows the same: ${otherwise}`;
      throw new RigError('unproven', message);
    }
    await delay(tools.clock, LOOK_MS);
  }
}

function countChange(before: FobStatus, now: FobStatus): string | undefined {
  if (now.resets !== before.resets) return `the fob was reset meanwhile (${now.resetCause})`;
  return now.presses === before.presses ? undefined : `the fob counts ${now.presses} presses`;
}

function screenChange(
  was: DisplayReading | undefined,
  is: DisplayReading | undefined,
): string | undefined {
  if (was?.on === is?.on && was?.text === is?.text) return undefined;
  return is?.on === true ? 'the LCD changed' : 'the LCD went off';
}
