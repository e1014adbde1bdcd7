import { LinkNotFoundError } from '../../../../host/client/errors.ts';
import type { CloseReason, Connection, Framing, Link } from '../../../../host/client/link.ts';
import { Listeners } from '../../../../host/client/listeners.ts';

/** The fob's end of a connection in memory. */
export interface FarEnd {
  readonly fromHost: Listeners<Uint8Array>;
  send(bytes: Uint8Array): void;
  /** Pulls the plug. */
  unplug(): void;
  /** Leaves without the host being told. */
  vanish(): void;
}

/** A link in memory: bytes arrive in a later microtask, in whole chunks. */
export class MemoryLink implements Link {
  readonly url: string;
  /** While false, opening fails as it does where nothing is plugged in. */
  present = true;
  opened = 0;
  /** Connections that are open now. */
  live = 0;
  readonly #accept: (end: FarEnd) => void;
  readonly #framing: Framing;

  constructor(accept: (end: FarEnd) => void, url = 'tcp:memory:1', framing: Framing = 'serial') {
    this.#accept = accept;
    this.url = url;
    this.#framing = framing;
  }

  open(): Promise<Connection> {
    if (!this.present) {
      return Promise.reject(new LinkNotFoundError(this.url, 'there is no such port.'));
    }
    this.opened++;
    this.live++;
    const toHost = new Listeners<Uint8Array>();
    const fromHost = new Listeners<Uint8Array>();
    const { promise: closed, resolve } = Promise.withResolvers<CloseReason>();
    const state = { open: true, gone: false };
    const end = (reason: CloseReason): void => {
      if (state.open) this.live--;
      state.open = false;
      resolve(reason);
    };
    this.#accept({
      fromHost,
      send: (bytes) => {
        queueMicrotask(() => {
          if (state.open) toHost.emit(bytes);
        });
      },
      unplug: () => {
        end({ kind: 'lost', cause: new Error('unplugged') });
      },
      vanish: () => {
        state.gone = true;
      },
    });
    return Promise.resolve({
      framing: this.#framing,
      write: (bytes) => {
        if (!state.open) return Promise.reject(new Error('closed'));
        const copy = bytes.slice();
        queueMicrotask(() => {
          if (state.open && !state.gone) fromHost.emit(copy);
        });
        return Promise.resolve();
      },
      onBytes: (listener) => toHost.add(listener),
      closed,
      isGone: () => Promise.resolve(state.gone),
      close: () => {
        end({ kind: 'closed' });
        return Promise.resolve();
      },
    });
  }
}
