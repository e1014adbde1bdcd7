export interface StreamBounds {
  readonly inAll: number;
  /** Of one token, of one clerk. */
  readonly ofOne: number;
}

/** Why there is no place: whoever asks has his share, or all are taken. */
export type NoPlace = 'own' | 'all';

/** Places for streams, which stay open: nobody holds all of them. */
export class StreamPlaces {
  readonly #bounds: StreamBounds;
  readonly #taken = new Map<string, number>();
  #open = 0;

  constructor(bounds: StreamBounds = { inAll: 100, ofOne: 10 }) {
    this.#bounds = bounds;
  }

  /** A function that gives the place back, to be called once. */
  take(key: string): (() => void) | NoPlace {
    const own = this.#taken.get(key) ?? 0;
    if (own >= this.#bounds.ofOne) return 'own';
    if (this.#open >= this.#bounds.inAll) return 'all';
    this.#open += 1;
    this.#taken.set(key, own + 1);
    return () => {
      this.#open -= 1;
      const rest = (this.#taken.get(key) ?? 1) - 1;
      if (rest === 0) this.#taken.delete(key);
      else this.#taken.set(key, rest);
    };
  }
}
