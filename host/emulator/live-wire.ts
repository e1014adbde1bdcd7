import { Listeners } from '@fobkit/client';
import type { WireEnd } from '@fobkit/firmware-sim';

/** What a wire needs of the fob behind it: time that is brought up to now around each use. */
export interface WireKeeper {
  /** Brings world time up to now, acts, and looks what comes next. */
  act(action: () => void): void;
  forget(wire: LiveWire): void;
}

/** A wire to a live fob. It stays in its plug when the fob behind it is replaced. */
export class LiveWire implements WireEnd {
  readonly #keeper: WireKeeper;
  readonly #bytes = new Listeners<Uint8Array>();
  readonly #unplugged = new Listeners<undefined>();
  #wire: WireEnd;

  constructor(keeper: WireKeeper, wire: WireEnd) {
    this.#keeper = keeper;
    this.#wire = wire;
    this.#listen(wire);
  }

  get id(): number {
    return this.#wire.id;
  }

  get plugged(): boolean {
    return this.#wire.plugged;
  }

  write(bytes: Uint8Array): void {
    this.#keeper.act(() => {
      this.#wire.write(bytes);
    });
  }

  onBytes(listener: (bytes: Uint8Array) => void): () => void {
    return this.#bytes.add(listener);
  }

  onUnplugged(listener: () => void): () => void {
    return this.#unplugged.add(listener);
  }

  hangUp(): void {
    this.#keeper.act(() => {
      this.#wire.hangUp();
    });
  }

  unplug(): void {
    this.#keeper.act(() => {
      this.#wire.unplug();
    });
  }

  /** Leads to another fob from now on, without the plug noticing. */
  lead(wire: WireEnd): void {
    const before = this.#wire;
    this.#wire = wire;
    this.#listen(wire);
    before.unplug();
    // A fault may have thrown it off before anybody listened.
    if (!wire.plugged) this.#left();
  }

  #listen(wire: WireEnd): void {
    wire.onBytes((bytes) => {
      if (this.#wire === wire) this.#bytes.emit(bytes);
    });
    wire.onUnplugged(() => {
      if (this.#wire === wire) this.#left();
    });
  }

  #left(): void {
    this.#keeper.forget(this);
    this.#unplugged.emit(undefined);
  }
}
