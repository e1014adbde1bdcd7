import type { HostClock } from '@fobkit/client';
import { RunStopped } from './blame.ts';

export interface LimitOptions {
  readonly limitSeconds: number;
  /** Wall milliseconds that never go back. */
  readonly now: () => number;
  /** Of a bench, whose world time is the wall's: ends what is under way when time is over. */
  readonly clock?: HostClock | undefined;
  readonly signals: readonly (AbortSignal | undefined)[];
}

/** The end that a part of a run must have: by wish, or because its time is over. */
export class StopWatch {
  readonly signal: AbortSignal;
  readonly #options: LimitOptions;
  readonly #began: number;
  readonly #cancel: () => void;

  constructor(options: LimitOptions) {
    this.#options = options;
    this.#began = options.now();
    const over = new AbortController();
    const ms = options.limitSeconds * 1000;
    this.#cancel =
      options.clock?.after(ms, () => {
        over.abort(this.#late());
      }) ?? ((): void => undefined);
    const given = options.signals.filter((signal) => signal !== undefined);
    this.signal = AbortSignal.any([over.signal, ...given]);
  }

  /** @throws RunStopped when it is time to stop. */
  check(): void {
    if (this.#options.now() - this.#began > this.#options.limitSeconds * 1000) throw this.#late();
    if (this.signal.aborted) throw stopped(this.signal.reason);
  }

  /** What the work settles to, unless it is time to stop before. */
  async race<T>(work: Promise<T>): Promise<T> {
    // Nobody waits any more for what is stopped, and it may fail for that.
    work.catch(() => undefined);
    this.check();
    const { promise, reject } = Promise.withResolvers<never>();
    const stop = (): void => {
      reject(stopped(this.signal.reason));
    };
    this.signal.addEventListener('abort', stop, { once: true });
    try {
      return await Promise.race([work, promise]);
    } finally {
      this.signal.removeEventListener('abort', stop);
    }
  }

  end(): void {
    this.#cancel();
  }

  #late(): RunStopped {
    return new RunStopped(`stopped: its ${String(this.#options.limitSeconds)} s were over`);
  }
}

function stopped(reason: unknown): RunStopped {
  if (reason instanceof RunStopped) return reason;
  const why = reason instanceof Error && reason.name !== 'AbortError' ? `: ${reason.message}` : '';
  return new RunStopped(`stopped before its end${why}`);
}
