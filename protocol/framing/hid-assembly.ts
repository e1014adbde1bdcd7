import type { HidContinuationPacket, HidInitPacket } from './hid-report.ts';

/**
 * One message being put together from its packets, on either side. The caller has checked the
 * declared length against its own limit and the channel of each packet.
 */
export class HidAssembly {
  readonly cid: number;
  readonly command: number;
  readonly #payload: Uint8Array;
  #received = 0;
  #nextSequence = 0;

  /** Begins with the first packet; allocates the length that it declares, at most 65,535 bytes. */
  constructor(first: HidInitPacket) {
    this.cid = first.cid;
    this.command = first.command;
    this.#payload = new Uint8Array(first.length);
    this.#take(first.data);
  }

  get complete(): boolean {
    return this.#received === this.#payload.length;
  }

  /** The message; what has not been received is 0. The caller's own, and not changed later. */
  get payload(): Uint8Array {
    return this.#payload;
  }

  /** Adds a packet; false, and nothing is added, when its sequence number is not the next. */
  add(packet: HidContinuationPacket): boolean {
    if (packet.sequence !== this.#nextSequence) return false;
    this.#nextSequence++;
    this.#take(packet.data);
    return true;
  }

  #take(data: Uint8Array): void {
    const missing = this.#payload.length - this.#received;
    const part = data.subarray(0, missing);
    this.#payload.set(part, this.#received);
    this.#received += part.length;
  }
}
