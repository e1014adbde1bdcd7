import type { WireEnd } from '@fobkit/firmware-sim';
import type { LinkRecorder } from '@fobkit/protocol';

/** When something passes, in microseconds since 1970. */
export interface CaptureClock {
  /** Of what comes from outside: now. */
  outside(): number;
  /** Of what the fob does: the moment that it is at. */
  inside(): number;
}

/** A wire to a fob; what passes it is told to a recorder first. */
export class CapturedWire implements WireEnd {
  readonly #wire: WireEnd;
  readonly #recorder: LinkRecorder;
  readonly #clock: CaptureClock;

  constructor(wire: WireEnd, recorder: LinkRecorder, clock: CaptureClock) {
    this.#wire = wire;
    this.#recorder = recorder;
    this.#clock = clock;
    recorder.opened(clock.outside());
    wire.onBytes((bytes) => {
      recorder.bytes('to-host', bytes, clock.inside());
    });
    wire.onUnplugged(() => {
      recorder.closed('lost', clock.outside());
    });
  }

  get id(): number {
    return this.#wire.id;
  }

  get plugged(): boolean {
    return this.#wire.plugged;
  }

  write(bytes: Uint8Array): void {
    this.#recorder.bytes('to-fob', bytes, this.#clock.outside());
    this.#wire.write(bytes);
  }

  onBytes(listener: (bytes: Uint8Array) => void): () => void {
    return this.#wire.onBytes(listener);
  }

  onUnplugged(listener: () => void): () => void {
    return this.#wire.onUnplugged(listener);
  }

  hangUp(): void {
    this.#wire.hangUp();
  }

  unplug(): void {
    this.#wire.unplug();
  }
}
