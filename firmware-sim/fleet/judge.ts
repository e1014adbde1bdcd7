/**
 * The bank's side of a fleet's tokens, as numbers: no objects, so that millions of codes are judged
 * a second. The memories of all tokens lie side by side in one array, `width` numbers each.
 */
export interface FleetJudge {
  readonly width: number;
  /** A token of which no code was accepted yet. */
  readonly fresh: (memory: Float64Array, at: number) => void;
  /**
   * Where the bank looks for a code that is given now: the middle, a step or counter.
   * `at`: where the token's memory begins.
   */
  readonly middle: (memory: Float64Array, at: number, unixSeconds: number) => number;
  /**
   * How far around the middle it looks, the window of a resynchronisation too: behind × 2^16 + ahead;
   * -1 when the code is not looked at (locked, or too soon after wrong ones).
   */
  readonly reach: (memory: Float64Array, at: number, unixSeconds: number) => number;
  /**
   * How far around the middle, behind × 2^16 + ahead, codes of later and later steps are accepted for
   * certain, each of them given between `from` and `until`; the middle is then where the last one was,
   * and the memory after it as if it had been the only one. -1: nothing is certain. Where absent, too.
   */
  readonly surely?: (memory: Float64Array, at: number, from: number, until: number) => number;
  /** Seconds until a code is looked at: 0 for now, `Infinity` while the token is locked. */
  readonly wait: (memory: Float64Array, at: number, unixSeconds: number) => number;
  /** How many codes would be accepted at once, for the odds of a guess. */
  readonly accepts: (memory: Float64Array, at: number, unixSeconds: number) => number;
  /**
   * Judges a code of which `seen` is the factor that shows it, the nearest to the middle; -1: none.
   * The memory is changed. Returns a `FleetVerdict` and, when the token is locked from now on,
   * `LOCKS` more.
   */
  readonly judge: (memory: Float64Array, at: number, unixSeconds: number, seen: number) => number;
  /** The help desk lifts a lock (`release`), or forgets the drift as well (`reset`). */
  readonly unlock: (memory: Float64Array, at: number, how: 'release' | 'reset') => void;
  /** Two codes in a row that are given together; absent: the bank takes none. */
  readonly together?: FleetResync | undefined;
}

/** Of two codes that are given together: the factors that show each. */
export interface FleetTwoCodes {
  readonly first: readonly number[];
  readonly second: readonly number[];
}

/** The bank's side of two codes in a row, which move its window to the fob. */
export interface FleetResync {
  /** Whether they open a lock; else it is to be lifted before. */
  readonly unlocks: boolean;
  /** How far around the middle, at the time at which they are given, they are looked for. */
  readonly behind: number;
  readonly ahead: number;
  /**
   * Judges two codes, of which `seen` are the factors around the middle that show them. The memory
   * is changed. Returns `resynchronised`, `wrong`, `locked` or `throttled`, and `LOCKS` more when
   * the token is locked from now on.
   */
  readonly judge: (
    memory: Float64Array,
    at: number,
    unixSeconds: number,
    seen: FleetTwoCodes,
  ) => number;
}

/** What came of a code, as in the bank's own words. */
export const FleetVerdict = {
  accepted: 0,
  wrong: 1,
  replayed: 2,
  locked: 3,
  throttled: 4,
  resyncWanted: 5,
  resynchronised: 6,
} as const;

/** Added to a verdict: the token is locked from now on. */
export const LOCKS = 8;
