/** What a counter on a fob's 32,768 Hz pad has measured. */
export interface Frequency {
  readonly hertz: number;
  /** The true frequency lies within this, either side, 95 times of 100. */
  readonly uncertaintyHertz: number;
}

/** A frequency counter whose probe is on a fob's pad. */
export interface FrequencyCounter {
  readonly name: string;
  /** How long it counts for one reading, in seconds. */
  readonly gateSeconds: number;
  /** Rejects with `CounterError`, whose message tells what to do. */
  measure(signal?: AbortSignal): Promise<Frequency>;
}

export class CounterError extends Error {
  override readonly name = 'CounterError';
}
