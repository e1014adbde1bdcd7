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
  /** Before any code of the token was accepted: stock lies on shelves. */
  readonly firstUse: CodeWindow;
  readonly normal: CodeWindow;
  /** After idle time the window grows to either side, in seconds a day, up to a limit. */
  readonly idle: {
    readonly afterDays: number;
    readonly behindSecondsPerDay: number;
    readonly aheadSecondsPerDay: number;
    readonly limit: CodeWindow;
  };
  /** Whether the middle of the window follows the drift that was seen. */
  readonly followsDrift: boolean;
  readonly resync: {
    /** How far two consecutive codes are looked for; none: not offered. */
    readonly window: CodeWindow;
    /** Whether a right code outside the window, followed by the next one, resynchronises by itself. */
    readonly automatic: boolean;
    /** How long the first of the two is remembered, in seconds. */
    readonly withinSeconds: number;
  };
  /** Wrong codes in a row that lock. */
  readonly lockAfter: number;
  /** RFC 4226 §7.3: after n wrong ones, n × this many seconds; 0: none. */
  readonly throttleSeconds: number;
  /** Whether the count of wrong codes is forgotten after a while, in seconds; 0: never. */
  readonly forgetWrongAfterSeconds: number;
}
