import { abortReason, onAbort } from './abort.ts';

/** The host's time. Injected wherever something waits or dates, so that tests simulate it. */
export interface HostClock {
  /** Milliseconds since some moment; never goes back. For waiting and measuring. */
  now(): number;
  /** Milliseconds since 1970, UTC; may be set, so not for waiting. */
  unixMs(): number;
  /** Calls `run` once after `ms` milliseconds. The function that comes back cancels that. */
  after(ms: number, run: () => void): () => void;
}

/** Resolves after `ms` milliseconds; rejects with the signal's reason when it aborts before. */
export function delay(clock: HostClock, ms: number, signal?: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const cancel = clock.after(ms, () => {
    release();
    resolve(undefined);
  });
  const release = onAbort(signal, () => {
    cancel();
    if (signal !== undefined) reject(abortReason(signal));
  });
  return promise;
}
