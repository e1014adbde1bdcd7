import { nodeClock } from '@fobkit/client/node';
import { type DoneShare, type WorkKind, workOnQueue } from '@fobkit/store/work';
import { TOOL } from '../bench/tool.ts';
import type { Cli } from '../program/cli.ts';
import { counted } from '../terminal/counted.ts';
import { openQueue, processName, queueFailure } from './open-queue.ts';

/** Who does the shares that are taken out of a queue. */
export interface ShareTaker<Order, Result> {
  readonly url: string;
  readonly threads: number;
  readonly doShare: (order: Order, share: number) => Promise<Result>;
  /** Ends the threads. */
  readonly close: () => Promise<void>;
  readonly onShare?: (result: Result) => void;
  readonly onDone?: (done: DoneShare<Order, Result>) => void;
  readonly onIdle?: () => void;
}

/** Takes shares out of a queue until the command is told to end. Rejects with a `CliError`. */
export async function takeShares<Order, Result>(
  cli: Cli,
  kind: WorkKind<Order, Result>,
  { url, close, ...taker }: ShareTaker<Order, Result>,
): Promise<void> {
  const queue = await openQueue(kind, url, { supervises: false });
  cli.out.note(
    `${TOOL}, ${counted(taker.threads, 'thread')}: waits for work at ${queue.address.shown}`,
  );
  try {
    await workOnQueue({
      ...taker,
      queue,
      clock: nodeClock,
      name: processName(),
      signal: cli.signal,
    });
  } catch (error) {
    throw queueFailure(error);
  } finally {
    await close();
    await queue.close();
  }
  cli.signal.throwIfAborted();
}
