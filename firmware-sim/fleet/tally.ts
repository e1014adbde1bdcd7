/** What is counted of each day, over all fobs. Whole numbers: sums do not depend on their order. */
export const TALLY_COLUMNS = [
  /** Fobs in their owners' hands that work. */
  'inUse',
  /** Presses that gave a code. */
  'presses',
  /** Codes that were typed. */
  'codes',
  'accepted',
  /** Right codes, not mistyped, that were refused; not those that asked for a second one. */
  'rejectedRight',
  /** Codes that asked for a second one. */
  'resyncWanted',
  /** Two codes in a row that were taken: the bank's window is at the fob again. */
  'resynchronised',
  /** Of these, those that were read out to the help desk. */
  'resynchronisedByDesk',
  'throttled',
  /** Tokens that were locked, by owners or guessers. */
  'locked',
  /** Of these, those by guessers: the code that locked was a guess. */
  'lockedByGuessers',
  /** Fobs that showed a low-battery text for the first time. */
  'lowBattery',
  /** Fobs that died. */
  'died',
  'replaced',
  /** Calls to the help desk, by their cause. */
  'callsRejected',
  'callsLocked',
  'callsDead',
  /** Nights on which somebody guessed at a fob. */
  'attacks',
  'guesses',
  /** Guesses that the bank took for the owner's code. */
  'guessesAccepted',
  /** Codes that a guess could have hit: summed up over the guesses; ÷ 10^digits are the odds. */
  'guessTargets',
] as const;
export type TallyColumn = (typeof TALLY_COLUMNS)[number];

/** How a number was spread over the fobs in use on one day; bins are whole units from `least` on. */
export interface Spread {
  readonly day: number;
  readonly least: number;
  /** The first and the last bin take what lies beyond. */
  readonly bins: Uint32Array;
}

/** What a run of a part of a fleet came to; parts add up. */
export interface FleetTally {
  readonly days: number;
  readonly columns: Readonly<Record<TallyColumn, Float64Array>>;
  /** Clock error in seconds, rounded down, at the end of every 30th day and of the last. */
  readonly clockSeconds: readonly Spread[];
  /** Charge left in percent, rounded down, on the same days. */
  readonly chargePercent: readonly Spread[];
  /** A fob each, in their order: what a replacement plan is made from. */
  readonly fobs: FobLives;
}

/**
 * Arrays of a fob each, of the first that each owner has; days are counted from the fleet's first,
 * -1 for what did not happen.
 */
export interface FobLives {
  readonly firstFob: number;
  readonly firstUse: Int32Array;
  readonly lowBattery: Int32Array;
  readonly death: Int32Array;
  /** The help desk sent another fob though this one worked. */
  readonly retired: Int32Array;
  /** Presses until then, or the end of the run. */
  readonly presses: Uint32Array;
  /** Codes that the bank has seen of it. */
  readonly codes: Uint32Array;
}
