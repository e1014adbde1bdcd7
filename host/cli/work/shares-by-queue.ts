import { nodeClock } from '@fobkit/client/node';
import { queueShares, type WorkKind, workOnQueue } from '@fobkit/store/work';
import { openQueue, processName, queueFailure } from './open-queue.ts';
import { whoWorks } from './who-works.ts';

export interface QueueWorkOptions<Order, Result, Report> {
  readonly url: string;
  /** Threads of this process that take shares too; 0: none. */
  readonly threads: number;
  readonly doShare: (order: Order, share: number) => Promise<Result>;
  /** The command of a worker, as `fob fleet worker`. */
  readonly worker: string;
  /** Who works on it, now and then, told beside the progress. */
  readonly aside: (workers: string) => void;
  /** A line of its own: nobody has worked on it for minutes. */
  readonly note: (text: string) => void;
  readonly signal?: AbortSignal;
  /** Makes of the results what is asked for. */
  readonly collect: (results: AsyncIterable<Result>) => Promise<Report>;
}

/** Work whose shares are done by workers on a queue. Rejects with a `CliError`. */
export async function sharesByQueue<Order, Result, Report>(
  kind: WorkKind<Order, Result>,
  order: Order,
  options: QueueWorkOptions<Order, Result, Report>,
): Promise<Report> {
  const { threads, doShare, aside, collect, note } = options;
  const queue = await openQueue(kind, options.url, { supervises: true });
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, ...(options.signal ? [options.signal] : [])]);
  const common = { queue, clock: nodeClock, signal };
  const own =
    threads > 0
      ? workOnQueue({ ...common, threads, doShare, name: processName() })
      : Promise.resolve();
  // What it meets, whoever waits for the results meets too.
  own.catch(() => undefined);
  try {
    return await collect(
      queueShares(order, {
        ...common,
        onWorkers: whoWorks({
          command: `${options.worker} --queue ${queue.address.shown}`,
          aside,
          note,
          now: () => nodeClock.now(),
        }),
      }),
    );
  } catch (error) {
    throw queueFailure(error);
  } finally {
    over.abort();
    await own.catch(() => undefined);
    await queue.close();
  }
}
