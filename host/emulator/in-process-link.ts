import { copyBytes } from '@fobkit/protocol';
import {
  type CloseReason,
  type Connection,
  type Link,
  LinkLostError,
  LinkNotFoundError,
  Listeners,
  PortBusyError,
} from '@fobkit/client';
import type { InProcessPlug, InProcessSession } from '@fobkit/firmware-sim/plug';

/** The link to a fob in this process: `Link` over an in-process plug. */
export function inProcessLink(plug: InProcessPlug): Link {
  return {
    url: plug.url,
    async open({ signal } = {}) {
      await Promise.resolve();
      signal?.throwIfAborted();
      return new InProcessConnection(plug);
    },
  };
}

class InProcessConnection implements Connection {
  readonly closed: Promise<CloseReason>;
  readonly #url: string;
  readonly #session: InProcessSession;
  readonly #bytes = new Listeners<Uint8Array>();
  readonly #settle: (reason: CloseReason) => void;
  #open = true;

  constructor(plug: InProcessPlug) {
    this.#url = plug.url;
    const { promise, resolve } = Promise.withResolvers<CloseReason>();
    this.closed = promise;
    this.#settle = resolve;
    const session = plug.open({
      bytes: (bytes) => {
        this.#arrive(bytes);
      },
      unplugged: () => {
        this.#end({ kind: 'lost' });
      },
    });
    if (session === 'busy') throw new PortBusyError(plug.url);
    if (session === 'unplugged') {
      throw new LinkNotFoundError(plug.url, 'the emulated fob is unplugged. Plug it in again.');
    }
    this.#session = session;
  }

  async write(bytes: Uint8Array): Promise<void> {
    await Promise.resolve();
    if (!this.#open) throw new LinkLostError(this.#url);
    this.#session.write(bytes);
  }

  onBytes(listener: (bytes: Uint8Array) => void): () => void {
    return this.#bytes.add(listener);
  }

  async close(): Promise<void> {
    this.#session.close();
    this.#end({ kind: 'closed' });
    await this.closed;
  }

  // No answer reaches the host inside the call that asks, as over any other link.
  #arrive(bytes: Uint8Array): void {
    const copy = copyBytes(bytes);
    queueMicrotask(() => {
      if (this.#open) this.#bytes.emit(copy);
    });
  }

  #end(reason: CloseReason): void {
    this.#open = false;
    this.#settle(reason);
  }
}
