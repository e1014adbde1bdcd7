import { Listeners } from '@fobkit/client';
import type { UsbEnd, UsbHandshake, UsbInAnswer } from '@fobkit/firmware-sim/plug';
import { endpointsOf, type UsbDescription } from '@fobkit/protocol';

/** What a USB cable needs of the fob behind it. Each `begin` and each `hold` wants an `end`. */
export interface CableKeeper {
  /**
   * Something is to be done to the fob: world time is brought up to now, once in a turn of the
   * event loop, after which it is looked what comes next. False of a fob that has failed, which
   * wants no `end`.
   */
  begin(): boolean;
  /** The fob is at something, and others may act in its middle: time stands still. */
  hold(): void;
  end(): void;
  /** What was done to the fob threw: a fault of the emulator. */
  failed(error: unknown): void;
  forget(cable: LiveUsb): void;
}

/**
 * A USB cable to a live fob. It stays in its plug when the fob behind it is replaced: the host
 * keeps its device, and what it had to do with the other fob is over.
 */
export class LiveUsb implements UsbEnd {
  readonly #keeper: CableKeeper;
  #ready: readonly ((address: number) => void)[] = [];
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
    this.#act(() => {
      this.#end.reset();
    });
  }

  suspend(): void {
    this.#act(() => {
      this.#end.suspend();
    });
  }

  resume(): void {
    this.#act(() => {
      this.#end.resume();
    });
  }

  setup(packet: Uint8Array): UsbHandshake {
    const answer: { told: UsbHandshake } = { told: 'none' };
    this.#act(() => {
      answer.told = this.#end.setup(packet);
    });
    return answer.told;
  }

  // The next two are called for each packet: they do without a closure.
  in(endpoint: number): UsbInAnswer {
    const keeper = this.#keeper;
    if (!keeper.begin()) return 'none';
    try {
      return this.#end.in(endpoint);
    } catch (error) {
      keeper.failed(error);
      return 'none';
    } finally {
      keeper.end();
    }
  }

  out(endpoint: number, packet: Uint8Array): UsbHandshake {
    const keeper = this.#keeper;
    if (!keeper.begin()) return 'none';
    try {
      return this.#end.out(endpoint, packet);
    } catch (error) {
      keeper.failed(error);
      return 'none';
    } finally {
      keeper.end();
    }
  }

  onReady(listener: (address: number) => void): () => void {
    const own = (address: number): void => {
      listener(address);
    };
    this.#ready = [...this.#ready, own];
    return () => {
      this.#ready = this.#ready.filter((one) => one !== own);
    };
  }

  onUnplugged(listener: () => void): () => void {
    return this.#unplugged.add(listener);
  }

  unplug(): void {
    this.#act(() => {
      this.#end.unplug();
    });
  }

  /** Leads to another fob from now on, without the host noticing. */
  lead(end: UsbEnd): void {
    const before = this.#end;
    end.adopt(before.busState);
    this.#end = end;
    this.#listen(end);
    before.unplug();
    // A fault may have thrown it off before anybody listened.
    if (!end.plugged) {
      this.#left();
      return;
    }
    // What waited for the fob before waits for nothing any more, on endpoint 0 either.
    this.#emitReady(0);
    for (const { address } of endpointsOf(end.description)) this.#emitReady(address);
  }

  #act(action: () => void): void {
    if (!this.#keeper.begin()) return;
    try {
      action();
    } catch (error) {
      this.#keeper.failed(error);
    } finally {
      this.#keeper.end();
    }
  }

  #listen(end: UsbEnd): void {
    end.onReady((address) => {
      if (this.#end === end) this.#emitReady(address);
    });
    end.onUnplugged(() => {
      if (this.#end === end) this.#left();
    });
  }

  #left(): void {
    this.#keeper.forget(this);
    this.#keeper.hold();
    try {
      this.#unplugged.emit(undefined);
    } finally {
      this.#keeper.end();
    }
  }

  #emitReady(address: number): void {
    this.#keeper.hold();
    try {
      for (const listener of this.#ready) listener(address);
    } finally {
      this.#keeper.end();
    }
  }
}
