/** Exit codes of fob: a contract (docs/cli.md, "Exit codes"). */
export const ExitCode = {
  Done: 0,
  /** The fob or a check said no. */
  Refused: 1,
  /** Wrong use or wrong input. */
  Usage: 2,
  /** No fob, no permission, lost in mid-command. */
  Link: 3,
  /** The fob speaks another version of the protocol. */
  Version: 4,
  /** A fault of fob itself. */
  Internal: 70,
  /** Ctrl-C. */
  Interrupted: 130,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
