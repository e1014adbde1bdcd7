import type { WireEnd } from '../fob/wire.ts';

/** What a cable can be put into: a fob, or one that looks after a fob. */
export interface Pluggable {
  plugIn(): WireEnd;
}

/** One way by which host software reaches an emulated fob. */
export interface Plug {
  /** Device URL, as `serial:/dev/pts/4` or `tcp:127.0.0.1:4000`. A pty may have another after a replug. */
  readonly url: string;
  /** Whether the fob is on it. */
  readonly plugged: boolean;
  /** Puts the fob back on after it was unplugged; does nothing while it is on. */
  replug(): void;
  /** Pulls the fob off and takes the way down. */
  close(): Promise<void>;
}
