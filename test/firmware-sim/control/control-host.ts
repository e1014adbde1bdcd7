import { type Fob, type Observer, restoreFob, type WireEnd } from '@fobkit/firmware-sim';
import { toHex, UsageError } from '@fobkit/protocol';
import type { ControlHost, ControlledFob } from '../../../firmware-sim/control/controlled-fob.ts';

/** A fob under control whose time is the test's. */
export class StillFob implements ControlledFob {
  fob: Fob;
  readonly deviceId: string;
  readonly links = ['test:'];
  failure: string | undefined;
  readonly #observers = new Set<Observer>();
  #wire: WireEnd | undefined;

  constructor(fob: Fob) {
    this.fob = fob;
    this.deviceId = toHex(fob.identity.deviceId);
    this.#watch();
  }

  get plugged(): boolean {
    return this.#wire?.plugged === true;
  }

  observe(observer: Observer): () => void {
    this.#observers.add(observer);
    return () => this.#observers.delete(observer);
  }

  touched(): void {
    this.fob.advance(0);
  }

  advance(ticks: number): Promise<void> {
    this.fob.advance(ticks);
    return Promise.resolve();
  }

  replug(): void {
    if (!this.plugged) this.#wire = this.fob.plugIn();
  }

  restore(snapshot: string): void {
    const restored = restoreFob(snapshot);
    if (toHex(restored.identity.deviceId) !== this.deviceId) throw new UsageError('another fob');
    this.fob = restored;
    this.#watch();
  }

  #watch(): void {
    this.fob.observe((noted) => {
      for (const observer of this.#observers) observer(noted);
    });
  }
}

export class StillHost implements ControlHost {
  readonly fobs: readonly ControlledFob[];
  ended = false;

  constructor(fobs: readonly ControlledFob[]) {
    this.fobs = fobs;
  }

  shutdown(): void {
    this.ended = true;
  }
}
