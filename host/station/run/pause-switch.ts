import { Listeners } from '@fobkit/client';

/** An operator's pause of one station: fobs in work are finished, no other is begun. */
export class PauseSwitch {
  readonly #listeners = new Listeners<PauseSwitch>();
  #by: string | undefined;

  get paused(): boolean {
    return this.#by !== undefined;
  }

  /** Who paused it. */
  get by(): string | undefined {
    return this.#by;
  }

  pause(by: string): void {
    this.#set(by);
  }

  resume(): void {
    this.#set(undefined);
  }

  onChange(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  #set(by: string | undefined): void {
    if (by === this.#by) return;
    this.#by = by;
    this.#listeners.emit(this);
  }
}
