import type { FunctionPort } from './class-function.ts';

/** A pair of endpoints that carry a function's own data. */
export interface DataEndpoints {
  readonly in: number;
  readonly out: number;
}

/** The wire between a class function and the firmware behind it. */
export interface FunctionLink {
  /** Bytes from the host. Undefined while nobody is behind it. */
  toFob(bytes: Uint8Array): void;
  /** The host has let go: nothing of it may wait for the next one. */
  hangUp(): void;
}

/**
 * Moves packets between two endpoints and a link, and lets the host wait while it does not read
 * what it asked for: memory stays bounded whatever it sends.
 */
export class DataPipe {
  readonly #endpoints: DataEndpoints;
  readonly #packetSize: number;
  readonly #link: FunctionLink;
  #port: FunctionPort | undefined;
  #held = false;

  constructor(endpoints: DataEndpoints, packetSize: number, link: FunctionLink) {
    this.#endpoints = endpoints;
    this.#packetSize = packetSize;
    this.#link = link;
  }

  connect(port: FunctionPort): void {
    this.#port = port;
  }

  out(packet: Uint8Array): boolean {
    this.#held = this.#port?.full(this.#endpoints.in) ?? true;
    if (this.#held) return false;
    if (packet.length > 0) this.#link.toFob(packet);
    return true;
  }

  /** Bytes for the host, in packets; an empty one behind the last that is full, if asked for. */
  send(bytes: Uint8Array, endWithShort: boolean): void {
    const size = this.#packetSize;
    for (let at = 0; at < bytes.length; at += size) {
      this.#port?.send(this.#endpoints.in, bytes.slice(at, at + size));
    }
    if (endWithShort && bytes.length > 0 && bytes.length % size === 0) {
      this.#port?.send(this.#endpoints.in, new Uint8Array(0));
    }
  }

  taken(): void {
    if (!this.#held || this.#port?.full(this.#endpoints.in) !== false) return;
    this.#held = false;
    this.#port.ready(this.#endpoints.out);
  }

  /** Ends what the host had to do with this pipe. */
  drop(): void {
    this.#port?.clear(this.#endpoints.in);
    this.#link.hangUp();
    if (!this.#held) return;
    this.#held = false;
    this.#port?.ready(this.#endpoints.out);
  }
}
