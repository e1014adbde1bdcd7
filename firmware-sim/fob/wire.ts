import type { LinkKind } from '../firmware/env.ts';
import type { Direction } from './occurrence.ts';

/** Bytes on their way, and how long they are held back, in world ticks. */
export interface Piece {
  readonly bytes: Uint8Array;
  readonly delay: number;
}

/** One of a fob's wires, and what it carries. */
export interface WireName {
  readonly id: number;
  readonly kind: LinkKind;
}

/** What a wire may do to the bytes it carries. */
export type Shape = (direction: Direction, bytes: Uint8Array, wire: WireName) => readonly Piece[];

/** The host's end of a wire to a fob. Plugs hold it. */
export interface WireEnd {
  readonly id: number;
  /** Sends bytes to the fob. Bytes on a wire that was unplugged are lost. */
  write(bytes: Uint8Array): void;
  onBytes(listener: (bytes: Uint8Array) => void): () => void;
  /** Told once, when the fob is pulled off this wire or its plug lets go. */
  onUnplugged(listener: () => void): () => void;
  readonly plugged: boolean;
  /** The host has let go, and another may come: nothing of it may wait for that one ([SER-16]). */
  hangUp(): void;
  unplug(): void;
}

/** What becomes of a wire besides its bytes. */
export interface WireEvents {
  hungUp(): void;
  unplugged(): void;
}

/** The fob's end. */
export class Wire implements WireEnd {
  readonly id: number;
  readonly kind: LinkKind;
  plugged = true;
  /** How often the host has let go: bytes on their way since before that are lost. */
  hangUps = 0;
  readonly #toFob: (bytes: Uint8Array) => void;
  readonly #events: WireEvents;
  readonly #bytesListeners = new Set<(bytes: Uint8Array) => void>();
  readonly #unplugListeners = new Set<() => void>();

  constructor({ id, kind }: WireName, toFob: (bytes: Uint8Array) => void, events: WireEvents) {
    this.id = id;
    this.kind = kind;
    this.#toFob = toFob;
    this.#events = events;
  }

  write(bytes: Uint8Array): void {
    if (this.plugged) this.#toFob(bytes);
  }

  deliver(bytes: Uint8Array): void {
    if (!this.plugged) return;
    for (const listener of [...this.#bytesListeners]) listener(bytes);
  }

  onBytes(listener: (bytes: Uint8Array) => void): () => void {
    this.#bytesListeners.add(listener);
    return () => this.#bytesListeners.delete(listener);
  }

  onUnplugged(listener: () => void): () => void {
    this.#unplugListeners.add(listener);
    return () => this.#unplugListeners.delete(listener);
  }

  hangUp(): void {
    if (!this.plugged) return;
    this.hangUps++;
    this.#events.hungUp();
  }

  unplug(): void {
    if (!this.plugged) return;
    this.plugged = false;
    this.#events.unplugged();
    for (const listener of [...this.#unplugListeners]) listener();
  }
}
