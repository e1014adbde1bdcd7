import {
  type CloseReason,
  type Connection,
  type Framing,
  type HostClock,
  type Link,
  LinkLostError,
  Listeners,
} from '@fobkit/client';
import { copyBytes } from '@fobkit/protocol';
import { Direction } from './direction.ts';
import type { Line } from './line.ts';

export interface LinkTimes {
  readonly clock: HostClock;
  readonly line: Line;
  /** Milliseconds that the fob worked since this was asked last; none if absent. */
  readonly work?: () => number;
}

/**
 * A link whose bytes take the time of a line in each direction, and whose answers wait for the
 * fob's work: on the wall or in simulated time, by the clock. The fob itself has done at once what
 * it is asked for; the host hears of it later.
 */
export function timedLink(link: Link, times: LinkTimes): Link {
  return {
    url: link.url,
    open: async (options) => new TimedConnection(link.url, await link.open(options), times),
  };
}

class TimedConnection implements Connection {
  readonly framing?: Framing;
  readonly closed: Promise<CloseReason>;
  readonly #url: string;
  readonly #inner: Connection;
  readonly #work: () => number;
  readonly #out: Direction;
  readonly #back: Direction;
  readonly #bytes = new Listeners<Uint8Array>();
  #open = true;

  constructor(url: string, inner: Connection, { clock, line, work = () => 0 }: LinkTimes) {
    this.#url = url;
    this.#inner = inner;
    this.#work = work;
    if (inner.framing !== undefined) this.framing = inner.framing;
    this.#out = new Direction(clock, line);
    this.#back = new Direction(clock, line);
    this.closed = inner.closed.then((reason) => {
      this.#end();
      return reason;
    });
    inner.onBytes((bytes) => {
      const copy = copyBytes(bytes);
      this.#back.send(copy.length, this.#work(), () => {
        this.#bytes.emit(copy);
      });
    });
  }

  async write(bytes: Uint8Array): Promise<void> {
    await Promise.resolve();
    if (!this.#open) throw new LinkLostError(this.#url);
    const copy = copyBytes(bytes);
    this.#out.send(copy.length, 0, () => {
      // A link that is lost meanwhile tells so by `closed`.
      this.#inner.write(copy).catch(() => undefined);
    });
  }

  onBytes(listener: (bytes: Uint8Array) => void): () => void {
    return this.#bytes.add(listener);
  }

  async close(): Promise<void> {
    this.#end();
    await this.#inner.close();
    await this.closed;
  }

  #end(): void {
    this.#open = false;
    this.#out.clear();
    this.#back.clear();
  }
}
