/** How far codes may be off, in steps for TOTP and in counters for HOTP; quartz runs slow when hot or cold. */
export interface CodeWindow {
  /** The fob is behind. */
  readonly behind: number;
  /** The fob is ahead; for HOTP the look-ahead. */
  readonly ahead: number;
}

/** How a bank judges codes: data, with its source beside it. */
export interface Policy {
  readonly name: string;
  readonly title: { readonly en: string; readonly ja: string };
  readonly source: string;
  /**
   * The step in seconds for which the windows are written down, where the source tells them in
   * seconds: a token with another step has them converted. Absent: they are numbers of steps.
   */
  readonly windowStepSeconds?: number;
  /** Counters, where they have windows of their own; absent: `ahead` of those of the steps. */
  readonly counters?: { readonly lookAhead: number; readonly resyncLookAhead: number };
  /** Before any code of the token was accepted: stock lies on shelves. */
  readonly firstUse: CodeWindow;
  readonly normal: CodeWindow;
  /** After idle time the window grows to either side, in seconds a day, up to a limit. */
  readonly idle: {
    readonly afterDays: number;
    readonly behindSecondsPerDay: number;
    readonly aheadSecondsPerDay: number;
    readonly limit: CodeWindow;
    /** A token that was accepted last so many days ago is locked. */
    readonly lockAfterDays?: number;
  };
  /** Whether the middle of the window follows the drift that was seen. */
  readonly followsDrift: boolean;
  readonly resync: {
    /** How far two consecutive codes are looked for; 0 to both sides: not offered. */
    readonly window: CodeWindow;
    /** Whether a right code outside the window, followed by the next one, resynchronises by itself. */
    readonly automatic: boolean;
    /** How long the first of the two is remembered, in seconds. */
    readonly withinSeconds: number;
    /** How many steps or counters the second code may be behind the first; 1 if absent. */
    readonly gap?: number;
    /**
     * After so many wrong codes in a row the first of the two is looked for farther away; with
     * `always` no code is accepted alone then, not even one in the window.
     */
    readonly afterWrong?: {
      readonly wrong: number;
      readonly window: CodeWindow;
      readonly always?: boolean;
    };
    /** How far two codes that are given together are looked for; `window` if absent. */
    readonly byHand?: CodeWindow;
    /** Whether the first of the two counts as a wrong code; no if absent. */
    readonly firstCounts?: boolean;
    /** Whether a code that is not the next one after a first locks; no if absent. */
    readonly wrongNextLocks?: boolean;
    /** Whether two consecutive codes open a lock that came of wrong codes; no if absent. */
    readonly unlocks?: boolean;
  };
  /** Wrong codes in a row that lock; 0: they never do (a file says `never`). */
  readonly lockAfter: number;
  /** Whether a code that was used already counts as a wrong one; no if absent: people press twice. */
  readonly replayCounts?: boolean;
  /** RFC 4226 §7.3: after n wrong ones, n × this many seconds; 0: none. */
  readonly throttleSeconds: number;
  /** From so many wrong ones in a row on, a delay of the same length after each. */
  readonly delay?: { readonly afterWrong: number; readonly seconds: number };
  /** Whether the count of wrong codes is forgotten after a while, in seconds; 0: never. */
  readonly forgetWrongAfterSeconds: number;
}
