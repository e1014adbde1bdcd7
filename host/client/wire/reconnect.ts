import { delay, type HostClock } from '../clock.ts';
import { LinkLostError, TransportError } from '../errors.ts';
import type { Connection, Link } from '../link.ts';

/** How a lost link is opened again: after each failure the wait doubles. */
export interface ReconnectPolicy {
  readonly attempts: number;
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
}

/** Six attempts in about six seconds: a fob plugged in again is back in one or two. */
export const DEFAULT_RECONNECT: ReconnectPolicy = {
  attempts: 6,
  firstDelayMs: 100,
  maxDelayMs: 3_000,
};

/** Rejects with `LinkLostError`, whose cause is the last failure, or with the signal's reason. */
export async function reopen(
  link: Link,
  clock: HostClock,
  policy: ReconnectPolicy,
  signal?: AbortSignal,
): Promise<Connection> {
  let wait = policy.firstDelayMs;
  let cause: unknown;
  for (let attempt = 0; attempt < policy.attempts; attempt++) {
    await delay(clock, wait, signal);
    wait = Math.min(2 * wait, policy.maxDelayMs);
    try {
      return await link.open(signal === undefined ? {} : { signal });
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      cause = error;
    }
  }
  throw new LinkLostError(link.url, undefined, {
    cause,
    what: `the fob left and is not back after ${String(policy.attempts)} attempts`,
  });
}
