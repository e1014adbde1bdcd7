import { CampaignQueue, parseQueueAddress, QueueError } from '@fobkit/bench';
import { nodeClock } from '@fobkit/client/node';
import { TOOL } from '../tool.ts';
import { CliError, usage } from '../../program/cli-error.ts';
import { ExitCode } from '../../program/exit-code.ts';

/** Opens the queue of `--queue`. Rejects with a `CliError` that says what to do. */
export async function openQueue(
  url: string,
  role: { readonly supervises: boolean },
): Promise<CampaignQueue> {
  try {
    const address = parseQueueAddress(url);
    return await CampaignQueue.open(address, { clock: nodeClock, tool: TOOL, ...role });
  } catch (error) {
    throw queueFailure(error);
  }
}

/** What an error of the queue means to whoever called fob; other errors as they are. */
export function queueFailure(error: unknown): unknown {
  if (!(error instanceof QueueError)) return error;
  const { code, message } = error;
  if (code === 'address' || code === 'version') return usage(message, { cause: error });
  return new CliError(ExitCode.Link, `queue-${code}`, message, { cause: error });
}
