import type { Writable } from 'node:stream';
import pc from 'picocolors';
import { printable, printableJson } from './printable.ts';

/** A stream that people or programs read. */
export type Sink = Writable & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
};

export type Paint = ReturnType<typeof pc.createColors>;

/**
 * Results go to standard output, what is said to a person beside them to standard error. Whoever
 * reads may leave early (`fob list | head -1`); then the rest is dropped and the command goes on,
 * since stopping in the middle of one could leave a fob half done.
 */
export class Output {
  readonly paint: Paint;
  readonly #out: Sink;
  readonly #err: Sink;
  readonly #left = new AbortController();
  #failure: string | undefined;

  constructor(out: Sink, err: Sink) {
    this.#out = out;
    this.#err = err;
    this.paint = pc.createColors(pc.isColorSupported && out.isTTY === true);
    for (const sink of [out, err]) {
      sink.on('error', (error) => {
        this.#left.abort();
        const code = 'code' in error ? String(error.code) : 'unknown';
        if (code !== 'EPIPE') this.#failure ??= code;
      });
    }
  }

  /** Aborted when nobody reads any more. */
  get readerLeft(): AbortSignal {
    return this.#left.signal;
  }

  /** The code of an error other than a reader who left: `ENOSPC`. What was printed is not whole. */
  get failure(): string | undefined {
    return this.#failure;
  }

  get isTerminal(): boolean {
    return this.#out.isTTY === true;
  }

  get width(): number {
    return this.#out.columns ?? 80;
  }

  get height(): number {
    return this.#out.rows ?? 24;
  }

  /** Whether a bar can be drawn for the person at the terminal; a dumb one shows its orders. */
  get drawsBars(): boolean {
    return this.#err.isTTY === true && process.env['TERM'] !== 'dumb';
  }

  /** For progress, which only a person wants. */
  get notes(): Sink {
    return this.#err;
  }

  /** A line; what of it would be an order to a terminal is shown, not obeyed. */
  print(text: string): void {
    this.write(`${printable(text)}\n`);
  }

  write(text: string): void {
    if (!this.#left.signal.aborted) this.#out.write(text);
  }

  /** One line of JSON. */
  json(value: unknown): void {
    this.write(`${printableJson(JSON.stringify(value))}\n`);
  }

  /** A line for the person at the terminal, not for whoever reads the results. */
  note(text: string): void {
    if (!this.#left.signal.aborted) this.#err.write(`${printable(text)}\n`);
  }

  /** Resolves when everything is handed to the operating system. */
  async flush(): Promise<void> {
    await Promise.all([flushed(this.#out), flushed(this.#err)]);
    // A stream tells its error one turn after the write that met it.
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}

function flushed(sink: Sink): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  if (sink.destroyed || sink.writableLength === 0) resolve(undefined);
  else {
    sink.write('', () => {
      resolve(undefined);
    });
  }
  return promise;
}
