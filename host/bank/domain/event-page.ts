/** A part of the events, looked at from their end. */
export interface EventPage {
  /** Those before this sequence; the newest of all if absent. */
  readonly before?: number;
  /** 1 to 500. */
  readonly most: number;
  /** Of these kinds alone. */
  readonly kinds?: readonly string[];
  /** That have to do with a contract, token, user, clerk or program of this very name. */
  readonly about?: string;
  /** Unix milliseconds: from then on, and before then. */
  readonly from?: number;
  readonly until?: number;
}
