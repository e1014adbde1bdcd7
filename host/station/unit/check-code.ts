import { DeviceError } from '@fobkit/client';
import type { CodeReading } from '@fobkit/protocol';
import type { LoadingJob } from './loading-job.ts';
import { drawChallenge } from './ocra-challenge.ts';
import { VisitTrouble } from './visit-trouble.ts';

/**
 * Has the fob tell a code and judges it by another engine. A fob of purpose production wants a
 * press: without one in time the unit stays open, and is asked again when it is plugged in anew.
 */
export async function readAndVerify(job: LoadingJob): Promise<void> {
  const { tools, claim, book } = job;
  const { parameters, seed } = claim;
  book.enter('read-code');
  const { suite } = parameters;
  const challenge = suite === undefined ? {} : { challenge: drawChallenge(suite, tools.env) };
  const reading = await read(job, challenge);
  const unixMs = tools.env.clock.unixMs();
  const verdict = await tools.verify({ reading, parameters, seed, unixMs, ...challenge });
  if (!verdict.ok) {
    throw new VisitTrouble('wrong-code', `${verdict.why ?? 'a wrong code'} (by ${verdict.engine})`);
  }
  book.noteChecked('codeChecked');
}

async function read(
  { fob, tools, claim, book, signal }: LoadingJob,
  challenge: { readonly challenge?: string },
): Promise<CodeReading> {
  const { port } = book;
  const { serialLabel } = claim.unit;
  try {
    return await fob.readCode({
      ...challenge,
      signal,
      waitForPressMs: tools.pressWaitMs,
      onPressWanted: () => {
        tools.tell({ kind: 'press-wanted', port, serialLabel });
      },
    });
  } catch (error) {
    if (!(error instanceof DeviceError) || error.status !== 'press-required') throw error;
    const seconds = String(Math.round(tools.pressWaitMs / 1000));
    throw new VisitTrouble('no-press', `no press within ${seconds} s`, { cause: error });
  }
}
