import { Listeners } from '@fobkit/client';
import type { WireEnd } from '@fobkit/firmware-sim';
import type { Pluggable } from '@fobkit/firmware-sim/plug';
import { copyBytes } from '@fobkit/protocol';
import { Direction } from './direction.ts';
import type { LinkTimes } from './timed-link.ts';

/**
 * A fob whose every cable takes the time of a line, and whose answers wait for its work: for plugs
 * that lead out of this process.
 */
export function timedPluggable(fob: Pluggable, times: LinkTimes): Pluggable {
  return { plugIn: () => new TimedWire(fob.plugIn(), times) };
}

class TimedWire implements WireEnd {
  readonly #inner: WireEnd;
  readonly #out: Direction;
  readonly #back: Direction;
  readonly #bytes = new Listeners<Uint8Array>();

  constructor(inner: WireEnd, { clock, line, work = () => 0 }: LinkTimes) {
    this.#inner = inner;
    this.#out = new Direction(clock, line);
    this.#back = new Direction(clock, line);
    inner.onBytes((bytes) => {
      const copy = copyBytes(bytes);
      this.#back.send(copy.length, work(), () => {
        this.#bytes.emit(copy);
      });
    });
    inner.onUnplugged(() => {
      this.#clear();
    });
  }

  get id(): number {
    return this.#inner.id;
  }

  get plugged(): boolean {
    return this.#inner.plugged;
  }

  write(bytes: Uint8Array): void {
    const copy = copyBytes(bytes);
    this.#out.send(copy.length, 0, () => {
      this.#inner.write(copy);
    });
  }

  onBytes(listener: (bytes: Uint8Array) => void): () => void {
    return this.#bytes.add(listener);
  }

  onUnplugged(listener: () => void): () => void {
    return this.#inner.onUnplugged(listener);
  }

  hangUp(): void {
    this.#clear();
    this.#inner.hangUp();
  }

  unplug(): void {
    this.#clear();
    this.#inner.unplug();
  }

  /** What is under way is lost. */
  #clear(): void {
    this.#out.clear();
    this.#back.clear();
  }
}
