import type { WireEnd } from '../fob/wire.ts';
import type { Pluggable } from './plug.ts';

/** What the host's end of a cable hears. */
export interface CableEnd {
  bytes(bytes: Uint8Array): void;
  /** The fob left: somebody unplugged it. Not told when the plug itself pulls. */
  unplugged(): void;
}

/** A cable between a fob and a plug, which can be pulled and put in again. */
export class Cable {
  readonly #fob: Pluggable;
  readonly #end: CableEnd;
  #wire: WireEnd | undefined;

  constructor(fob: Pluggable, end: CableEnd) {
    this.#fob = fob;
    this.#end = end;
  }

  get plugged(): boolean {
    return this.#wire !== undefined;
  }

  plugIn(): void {
    if (this.#wire !== undefined) return;
    const wire = this.#fob.plugIn();
    // It may have fallen off in the very moment, by a fault.
    if (!wire.plugged) {
      this.#end.unplugged();
      return;
    }
    this.#wire = wire;
    wire.onBytes((bytes) => {
      if (this.#wire === wire) this.#end.bytes(bytes);
    });
    wire.onUnplugged(() => {
      if (this.#wire !== wire) return;
      this.#wire = undefined;
      this.#end.unplugged();
    });
  }

  /** Bytes for the fob; lost while it is unplugged. */
  write(bytes: Uint8Array): void {
    this.#wire?.write(bytes);
  }

  /** The host of this cable has let go; the fob stays on it. */
  hangUp(): void {
    this.#wire?.hangUp();
  }

  pull(): void {
    const wire = this.#wire;
    this.#wire = undefined;
    wire?.unplug();
  }
}
