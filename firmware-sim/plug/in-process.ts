import { Cable, type CableEnd } from './cable.ts';
import type { Plug, Pluggable } from './plug.ts';

/** An open in-process connection. */
export interface InProcessSession {
  /** Bytes for the fob. Its answer arrives before this returns. */
  write(bytes: Uint8Array): void;
  /** Lets the plug go; the fob stays on it. Closing what is closed does nothing. */
  close(): void;
}

/** Why a plug cannot be opened. */
export type Refusal = 'unplugged' | 'busy';

/** A plug that the same process opens, with nothing in between. One opens it at a time. */
export class InProcessPlug implements Plug {
  readonly url: string;
  readonly #cable: Cable;
  #host: CableEnd | undefined;

  constructor(fob: Pluggable, url: string) {
    this.url = url;
    this.#cable = new Cable(fob, {
      bytes: (bytes) => this.#host?.bytes(bytes),
      unplugged: () => {
        this.#lose();
      },
    });
    this.#cable.plugIn();
  }

  get plugged(): boolean {
    return this.#cable.plugged;
  }

  open(host: CableEnd): InProcessSession | Refusal {
    if (!this.plugged) return 'unplugged';
    if (this.#host !== undefined) return 'busy';
    this.#host = host;
    return {
      write: (bytes) => {
        if (this.#host === host) this.#cable.write(bytes);
      },
      close: () => {
        if (this.#host !== host) return;
        this.#host = undefined;
        this.#cable.hangUp();
      },
    };
  }

  replug(): void {
    this.#cable.plugIn();
  }

  close(): Promise<void> {
    this.#cable.pull();
    this.#lose();
    return Promise.resolve();
  }

  #lose(): void {
    const host = this.#host;
    this.#host = undefined;
    host?.unplugged();
  }
}
