/** Packets that an IN endpoint holds: a few replies, as a chip's packet memory and its driver do. */
const ROOM = 64;

/** A FIFO behind an IN endpoint: what the fob has to say, packet by packet. */
export class InEndpoint {
  readonly address: number;
  readonly packetSize: number;
  halted = false;
  #packets: Uint8Array[] = [];

  constructor(address: number, packetSize: number) {
    this.address = address;
    this.packetSize = packetSize;
  }

  get empty(): boolean {
    return this.#packets.length === 0;
  }

  /** Whether the host should take something before it may send more. */
  get full(): boolean {
    return this.#packets.length >= ROOM;
  }

  /** A packet as it is; longer than the endpoint's it never is. */
  push(packet: Uint8Array): void {
    this.#packets.push(packet);
  }

  take(): Uint8Array | undefined {
    return this.#packets.shift();
  }

  clear(): void {
    this.#packets = [];
  }
}

/** An endpoint that the host sends to. */
export interface OutEndpoint {
  readonly address: number;
  readonly packetSize: number;
  halted: boolean;
}
