import { hostname } from 'node:os';
import { nodeClock } from '@fobkit/client/node';
import { parseQueueAddress, QueueError, type WorkKind, WorkQueue } from '@fobkit/store/work';
import { TOOL } from '../bench/tool.ts';
import { CliError, usage } from '../program/cli-error.ts';
import { ExitCode } from '../program/exit-code.ts';

/** Opens the queue of `--queue` for a kind of work. Rejects with a `CliError` that says what to do. */
export async function openQueue<Order, Result>(
  kind: WorkKind<Order, Result>,
  url: string,
  role: { readonly supervises: boolean },
): Promise<WorkQueue<Order, Result>> {
  try {
    const address = parseQueueAddress(url);
    return await WorkQueue.open(kind, address, { clock: nodeClock, tool: TOOL, ...role });
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

/** How a worker is called in the queue's table: `bench-3, process 4711`. */
export function processName(): string {
  return `${hostname()}, process ${String(process.pid)}`;
}
