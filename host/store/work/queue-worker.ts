import { randomUUID } from 'node:crypto';
import { delay, type HostClock } from '@fobkit/client';
import { HEARTBEAT_SECONDS, type Share, type WorkQueue } from './work-queue.ts';

/** A share that a worker is through with. */
export interface DoneShare<Order, Result> {
  readonly order: Order;
  readonly number: number;
  /** What it came to, or why it came to nothing. */
  readonly outcome: Result | Error;
  readonly ms: number;
}

export interface QueueWorkerOptions<Order, Result> {
  readonly queue: WorkQueue<Order, Result>;
  /** So many shares at a time. */
  readonly threads: number;
  readonly doShare: (order: Order, share: number) => Promise<Result>;
  readonly clock: HostClock;
  /** What the worker calls itself: `bench-3, process 4711`. */
  readonly name: string;
  /** Ends the work; the share under way is given back. */
  readonly signal: AbortSignal;
  readonly onShare?: (result: Result) => void;
  /** As `onShare`, of shares that failed too. */
  readonly onDone?: (done: DoneShare<Order, Result>) => void;
  /** There is no share to take: at the start, and when the last thread is done. */
  readonly onIdle?: () => void;
}

const IDLE_MS = 300;
const BEAT_MS = (HEARTBEAT_SECONDS * 1000) / 4;

/**
 * Takes shares out of the queue, one for each thread, until the signal. Rejects with `QueueError`:
 * `lost` when the queue goes away, `version` when jobs of another version wait there.
 */
export async function workOnQueue<Order, Result>(
  options: QueueWorkerOptions<Order, Result>,
): Promise<void> {
  const { queue, threads, clock, name, signal } = options;
  const id = randomUUID();
  const stop = new AbortController();
  const end = AbortSignal.any([signal, stop.signal]);
  const worker = { id, name, threads };
  await queue.refuseOtherVersions();
  await queue.seeWorker(worker);
  const present = async (): Promise<void> => {
    for (;;) {
      await pause(clock, BEAT_MS, end);
      if (end.aborted) return;
      await queue.seeWorker(worker);
    }
  };
  let resting = 0;
  const rest = (by: 1 | -1): void => {
    resting += by;
    if (by === 1 && resting === threads) options.onIdle?.();
  };
  const hands = Array.from({ length: threads }, () => takeShares(options, end, rest));
  try {
    // The first that fails ends the others.
    await Promise.all([present(), ...hands]);
  } finally {
    stop.abort();
    await Promise.allSettled(hands);
    await queue.dropWorker(id).catch(() => undefined);
  }
}

async function takeShares<Order, Result>(
  options: QueueWorkerOptions<Order, Result>,
  end: AbortSignal,
  rest: (by: 1 | -1) => void,
): Promise<void> {
  const { queue, clock } = options;
  let rests = false;
  while (!end.aborted) {
    const share = await queue.take();
    if (share !== undefined) {
      if (rests) rest(-1);
      rests = false;
      await doShare(share, options, end);
    } else {
      await queue.refuseOtherVersions();
      if (!rests) rest(1);
      rests = true;
      await pause(clock, IDLE_MS, end);
    }
  }
}

async function doShare<Order, Result>(
  share: Share,
  options: QueueWorkerOptions<Order, Result>,
  end: AbortSignal,
): Promise<void> {
  const { queue, clock, onDone, onShare } = options;
  const order = await queue.orderOf(share);
  if (order === undefined) {
    await share.done();
    return;
  }
  const over = new AbortController();
  const beats = beat(share, clock, over.signal);
  const began = clock.now();
  try {
    const result = await untilEnd(options.doShare(order, share.number), end);
    if (result === undefined) {
      await share.giveBack();
      return;
    }
    await queue.keep(share, result);
    await share.done();
    if (!(result instanceof Error)) onShare?.(result);
    onDone?.({ order, number: share.number, outcome: result, ms: clock.now() - began });
  } finally {
    over.abort();
    await beats;
  }
}

/** What the work came to; undefined when the end came first. */
async function untilEnd<T>(work: Promise<T>, end: AbortSignal): Promise<T | Error | undefined> {
  const ended = Promise.withResolvers<undefined>();
  const onEnd = (): void => {
    ended.resolve(undefined);
  };
  end.addEventListener('abort', onEnd);
  if (end.aborted) onEnd();
  try {
    return await Promise.race([work, ended.promise]);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    end.removeEventListener('abort', onEnd);
  }
}

async function beat(share: Share, clock: HostClock, over: AbortSignal): Promise<void> {
  for (;;) {
    await pause(clock, BEAT_MS, over);
    if (over.aborted) return;
    try {
      await share.beat();
    } catch {
      // The result tells in the end whether the queue is still there.
    }
  }
}

async function pause(clock: HostClock, ms: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(clock, ms, signal);
  } catch {
    // The end is what is looked at next.
  }
}
