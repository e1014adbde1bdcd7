import { encodeSerialFrame } from '@fobkit/protocol';
import { strictPayload } from './serial-frame.ts';
import { PATIENCE_MS, SILENCE_MS, type Wire } from './wire.ts';

/** A stream to the fob, cut into frames. */
export class SerialWire {
  readonly kind = 'serial';
  readonly #wire: Wire;
  #held: number[] = [];
  #frames: Uint8Array[] = [];
  #begun = false;

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  /** Bytes as they are. */
  write(bytes: Uint8Array): Promise<void> {
    this.#begun = true;
    return this.#wire.write(bytes);
  }

  /** One message in a frame; the first after a 0x00. */
  send(message: Uint8Array): Promise<void> {
    const flush = !this.#begun;
    return this.write(encodeSerialFrame(message, { flush }));
  }

  /** The next frame, its 0x00 taken off; undefined when none comes in time. */
  async frame(ms = PATIENCE_MS): Promise<Uint8Array | undefined> {
    for (;;) {
      const frame = this.#frames.shift();
      if (frame !== undefined) return frame;
      const chunk = await this.#wire.next(ms);
      if (chunk === undefined) return undefined;
      this.#take(chunk);
    }
  }

  /** The next message. @throws RuleBroken when its frame is none. */
  async receive(ms = PATIENCE_MS): Promise<Uint8Array | undefined> {
    const frame = await this.frame(ms);
    return frame === undefined ? undefined : strictPayload(frame);
  }

  /** How many frames come within that time. */
  async during(ms = SILENCE_MS): Promise<number> {
    for (const chunk of await this.#wire.during(ms)) this.#take(chunk);
    const count = this.#frames.length;
    this.#frames = [];
    return count;
  }

  close(): Promise<void> {
    return this.#wire.close();
  }

  #take(chunk: Uint8Array): void {
    for (const byte of chunk) {
      if (byte !== 0) this.#held.push(byte);
      else if (this.#held.length > 0) {
        this.#frames.push(Uint8Array.from(this.#held));
        this.#held = [];
      }
    }
  }
}
