import { delay, type Connection, type HostClock, type Link, RigError } from '@fobkit/client';
import { OneAtATime } from './one-at-a-time.ts';

/** How one instrument is spoken to. */
export interface StreamOptions {
  /** For messages: `supply psu1 (tcp://127.0.0.1:5025)`. */
  readonly what: string;
  readonly link: Link;
  readonly clock: HostClock;
  /** How long an answer may take. */
  readonly timeoutMs: number;
  /** Pause before each message. */
  readonly gapMs: number;
  /** The longest answer, in bytes: who sends more is not the instrument. */
  readonly mostBytes: number;
  /**
   * The line outlives its connection, as a serial one does: what it still owes when it is opened
   * again is waited for, and thrown away.
   */
  readonly lateAnswers?: boolean;
}

/** How long a connection may take to open, at least. */
const OPENING_MS = 5_000;

/** Looks at the bytes so far: the answer they hold and its length, or undefined while there is more to come. */
export type ReadAnswer<T> = (
  bytes: Uint8Array,
) => { readonly value: T; readonly length: number } | undefined;

/**
 * Questions and answers over a stream of bytes, one at a time. Whatever goes wrong ends the
 * connection, so that a late answer is never taken for the next one; the next question opens it
 * again.
 */
export class InstrumentStream {
  readonly #options: StreamOptions;
  readonly #turns = new OneAtATime();
  #open: OpenStream | undefined;
  #lastMs = -Infinity;
  /** It was asked something, and the answer has not come yet. */
  #owesAnswer = false;

  constructor(options: StreamOptions) {
    this.#options = options;
  }

  get what(): string {
    return this.#options.what;
  }

  /** Whether it is the connection of the last answer: behind a new one may be another instrument. */
  get isOpen(): boolean {
    return this.#open !== undefined;
  }

  /** Sends what has no answer. Rejects with RigError `contact`. */
  async send(bytes: Uint8Array): Promise<void> {
    await this.#turns.run(() => this.#guarded(async (open) => this.#write(open, bytes)));
  }

  /** Sends, and waits for the answer. Rejects with RigError `contact`. */
  ask<T>(bytes: Uint8Array, read: ReadAnswer<T>): Promise<T> {
    return this.#turns.run(() =>
      this.#guarded(async (open) => {
        await this.#write(open, bytes);
        this.#owesAnswer = true;
        const value = await open.answer(read, this.#options.timeoutMs);
        this.#owesAnswer = false;
        this.#lastMs = this.#options.clock.now();
        return value;
      }),
    );
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    const { timeoutMs } = this.#options;
    await open?.within(open.connection.close(), timeoutMs, 'its connection does not close');
  }

  async #guarded<T>(work: (open: OpenStream) => Promise<T>): Promise<T> {
    try {
      this.#open ??= await this.#connect();
      return await work(this.#open);
    } catch (error) {
      await this.close().catch(() => undefined);
      const why = error instanceof Error ? error.message : String(error);
      throw new RigError('contact', `${this.what}: ${why}`, { cause: error });
    }
  }

  async #connect(): Promise<OpenStream> {
    const { link, clock, mostBytes, timeoutMs, lateAnswers = false } = this.#options;
    const opening = link.open();
    const ms = Math.max(timeoutMs, OPENING_MS);
    const limit = { ms, otherwise: `it does not open in ${ms} ms` };
    const connection = await within(clock, opening, limit).catch((error: unknown) => {
      // What opens after all is not left open.
      opening.then((late) => late.close()).catch(() => undefined);
      throw error;
    });
    const open = new OpenStream(connection, clock, mostBytes);
    if (lateAnswers && this.#owesAnswer) {
      await delay(clock, timeoutMs);
      open.forget();
    }
    this.#owesAnswer = false;
    return open;
  }

  async #write(open: OpenStream, bytes: Uint8Array): Promise<void> {
    const { clock, gapMs, timeoutMs } = this.#options;
    const since = clock.now() - this.#lastMs;
    if (since < gapMs) await delay(clock, gapMs - since);
    open.mustBeQuiet();
    await open.within(open.connection.write(bytes), timeoutMs, 'it takes no more bytes');
    this.#lastMs = clock.now();
  }
}

class OpenStream {
  readonly connection: Connection;
  readonly #clock: HostClock;
  readonly #mostBytes: number;
  #bytes = new Uint8Array(0);
  #ended = false;
  #wake: () => void = () => undefined;

  constructor(connection: Connection, clock: HostClock, mostBytes: number) {
    this.connection = connection;
    this.#clock = clock;
    this.#mostBytes = mostBytes;
    connection.onBytes((chunk) => {
      // What is too long is noticed at its first byte too many.
      const room = Math.max(0, mostBytes + 1 - this.#bytes.length);
      const joined = new Uint8Array(this.#bytes.length + Math.min(chunk.length, room));
      joined.set(this.#bytes);
      joined.set(chunk.subarray(0, room), this.#bytes.length);
      this.#bytes = joined;
      this.#wake();
    });
    void connection.closed.then(() => {
      this.#ended = true;
      this.#wake();
    });
  }

  /** Throws away what has come. */
  forget(): void {
    this.#bytes = new Uint8Array(0);
  }

  /** Bytes before a question are the late answer to another one. */
  mustBeQuiet(): void {
    const { length } = this.#bytes;
    if (length > 0) throw new Error(`it sent ${length} bytes that nobody asked for`);
    if (this.#ended) throw new Error('it has ended the connection');
  }

  async answer<T>(read: ReadAnswer<T>, timeoutMs: number): Promise<T> {
    const until = this.#clock.now() + timeoutMs;
    for (;;) {
      const found = read(this.#bytes);
      if (found !== undefined) {
        this.#bytes = this.#bytes.slice(found.length);
        return found.value;
      }
      if (this.#bytes.length > this.#mostBytes) {
        throw new Error(`its answer has more than ${this.#mostBytes} bytes`);
      }
      if (this.#ended) throw new Error('it ended the connection instead of answering');
      const { promise, resolve } = Promise.withResolvers<undefined>();
      this.#wake = () => {
        resolve(undefined);
      };
      const silence =
        this.#bytes.length === 0
          ? `no answer in ${timeoutMs} ms`
          : `half an answer in ${timeoutMs} ms`;
      await this.within(promise, until - this.#clock.now(), silence);
    }
  }

  /** The outcome of `work`, or an error when it takes longer. */
  within<T>(work: Promise<T>, ms: number, otherwise: string): Promise<T> {
    return within(this.#clock, work, { ms, otherwise });
  }
}

/** The outcome of `work`; rejects with an error that says `otherwise` when it takes longer. */
export function within<T>(
  clock: HostClock,
  work: Promise<T>,
  limit: { readonly ms: number; readonly otherwise: string },
): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const cancel = clock.after(Math.max(0, limit.ms), () => {
    reject(new Error(limit.otherwise));
  });
  work.then(resolve, reject).finally(cancel);
  return promise;
}
