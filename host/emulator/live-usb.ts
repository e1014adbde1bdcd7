import { Listeners } from '@fobkit/client';
import type { UsbEnd, UsbHandshake, UsbInAnswer } from '@fobkit/firmware-sim/plug';
import { endpointsOf, type UsbDescription } from '@fobkit/protocol';

/** What a USB cable needs of the fob behind it: time that is brought up to now before each use. */
export interface CableKeeper {
  /**
   * Acts, with world time brought up to now once in a turn of the event loop, after which it is
   * looked what comes next. `failed` is the answer of a fob that fails.
   */
  ask<T>(action: () => T, failed: T): T;
  /** Lets others act while the fob is in the middle of something: time stands still. */
  still(action: () => void): void;
  forget(cable: LiveUsb): void;
}

/**
 * A USB cable to a live fob. It stays in its plug when the fob behind it is replaced: the host
 * keeps its device, and what it had to do with the other fob is over.
 */
export class LiveUsb implements UsbEnd {
  readonly #keeper: CableKeeper;
  readonly #ready = new Listeners<number>();
  readonly #unplugged = new Listeners<undefined>();
  #end: UsbEnd;

  constructor(keeper: CableKeeper, end: UsbEnd) {
    this.#keeper = keeper;
    this.#end = end;
    this.#listen(end);
  }

  get id(): number {
    return this.#end.id;
  }

  get plugged(): boolean {
    return this.#end.plugged;
  }

  get description(): UsbDescription {
    return this.#end.description;
  }

  get busState(): UsbEnd['busState'] {
    return this.#end.busState;
  }

  adopt(state: UsbEnd['busState']): void {
    this.#end.adopt(state);
  }

  packetSize(address: number): number | undefined {
    return this.#end.packetSize(address);
  }

  reset(): void {
    this.#keeper.ask(() => {
      this.#end.reset();
    }, undefined);
  }

  suspend(): void {
    this.#keeper.ask(() => {
      this.#end.suspend();
    }, undefined);
  }

  resume(): void {
    this.#keeper.ask(() => {
      this.#end.resume();
    }, undefined);
  }

  setup(packet: Uint8Array): UsbHandshake {
    return this.#keeper.ask(() => this.#end.setup(packet), 'none');
  }

  in(endpoint: number): UsbInAnswer {
    return this.#keeper.ask(() => this.#end.in(endpoint), 'none');
  }

  out(endpoint: number, packet: Uint8Array): UsbHandshake {
    return this.#keeper.ask(() => this.#end.out(endpoint, packet), 'none');
  }

  onReady(listener: (address: number) => void): () => void {
    return this.#ready.add(listener);
  }

  onUnplugged(listener: () => void): () => void {
    return this.#unplugged.add(listener);
  }

  unplug(): void {
    this.#keeper.ask(() => {
      this.#end.unplug();
    }, undefined);
  }

  /** Leads to another fob from now on, without the host noticing. */
  lead(end: UsbEnd): void {
    const before = this.#end;
    end.adopt(before.busState);
    this.#end = end;
    this.#listen(end);
    before.unplug();
    // What waited for the fob before waits for nothing any more.
    for (const { address } of endpointsOf(end.description)) this.#ready.emit(address);
  }

  #listen(end: UsbEnd): void {
    end.onReady((address) => {
      if (this.#end !== end) return;
      this.#keeper.still(() => {
        this.#ready.emit(address);
      });
    });
    end.onUnplugged(() => {
      if (this.#end !== end) return;
      this.#keeper.forget(this);
      this.#keeper.still(() => {
        this.#unplugged.emit(undefined);
      });
    });
  }
}
