import type { HostClock, Link } from '@fobkit/client';

/** The fob that a chapter of the conversation wants to talk to. */
export interface FobSetup {
  /** Name of a fob type. */
  readonly profile: string;
  /** World time at which it comes into being, in unix seconds. */
  readonly unixSeconds: number;
  /** Of everything that the fob draws. */
  readonly seed: number;
}

/** What the script does to the fob beside the wire. */
export interface FobControl {
  /** The host's clock: it stands still unless `settle` or `advance` moves it. */
  readonly clock: HostClock;
  /** Lets time pass until the promise settles; every byte under way arrives before time moves. */
  settle<T>(promise: Promise<T>): Promise<T>;
  advance(seconds: number): Promise<void>;
  press(): void;
  /** Resolves when the host's end of the way has noticed. */
  unplug(): Promise<void>;
  /** Plugs it in again; `link` then leads to it. */
  replug(): void;
  /** Arms a fault in the words of `fob sim fault`. */
  fault(words: string, options?: FaultWords): FaultHandle;
}

export interface FaultWords {
  readonly onNth?: string;
  readonly for?: string;
}

export interface FaultHandle {
  readonly fired: boolean;
  clear(): void;
}

export interface ReachedFob {
  /** The way to the fob as it is now. */
  link(): Link;
  readonly control: FobControl;
  /** Unplugs the fob and takes the way down. */
  close(): Promise<void>;
}

/** A way to reach a fob: the transcript is a function of it. */
export type Reach = (setup: FobSetup) => Promise<ReachedFob>;
