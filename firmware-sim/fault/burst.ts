import type { Piece } from '../fob/wire.ts';

/** Bytes on their way out of a fault, each with the time by which it is late. */
export class Burst {
  readonly #pieces: Piece[] = [];
  #bytes: number[] = [];
  #delay = 0;
  #room = Infinity;

  /** Adds a byte that is late by `delay` world ticks. */
  put(byte: number, delay = 0): void {
    if (this.#room <= 0) return;
    this.#room--;
    if (delay !== this.#delay) this.#close();
    this.#delay = delay;
    this.#bytes.push(byte);
  }

  /** From here on at most `count` bytes get through. */
  limit(count: number): void {
    this.#room = Math.min(this.#room, count);
  }

  finish(): readonly Piece[] {
    this.#close();
    return this.#pieces;
  }

  #close(): void {
    if (this.#bytes.length === 0) return;
    this.#pieces.push({ bytes: Uint8Array.from(this.#bytes), delay: this.#delay });
    this.#bytes = [];
  }
}
