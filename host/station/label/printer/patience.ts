import { delay } from '@fobkit/client';
import type { HostClock } from '@fobkit/client';

export interface Patience {
  readonly clock: HostClock;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** As the promise; rejects with `late` after too long, with the signal's reason when it aborts. */
export async function patiently<T>(
  promise: Promise<T>,
  { clock, timeoutMs, signal }: Patience,
  late: () => Error,
): Promise<T> {
  const over = new AbortController();
  const ending = signal === undefined ? over.signal : AbortSignal.any([signal, over.signal]);
  const limit = delay(clock, timeoutMs, ending).then((): never => {
    throw late();
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    over.abort();
  }
}
