import type { HostClock } from '@fobkit/client';
import type { LotCounts, StationEvent } from '@fobkit/station';
import type { Cli } from '../../program/cli.ts';
import type { Wish } from '../screen/after-key.ts';
import type { ScreenLot, Seen } from '../screen/screen-state.ts';
import type { StationWords } from '../words/words.ts';

/** What shows a run to whoever sits there, or to a program. */
export interface RunView {
  onEvent(event: StationEvent): void;
  /** Something to read besides. */
  note(text: string): void;
  /** The process was told to end: what is begun may be done, for a while. */
  interrupted(): void;
  /** Lets the terminal be as it was. */
  close(): void;
}

export interface RunViewOptions {
  readonly cli: Cli;
  readonly clock: HostClock;
  readonly words: StationWords;
  readonly lot: ScreenLot;
  readonly counts: LotCounts;
  /** Whether a failure may be heard. */
  readonly bell: boolean;
  /** What is to be done by the keys; lines without a screen have none. */
  readonly onWish: (wish: Wish) => void;
}

/** Now, for the screen. */
export function seenAt(clock: HostClock): Seen {
  const time = new Date(clock.unixMs());
  const two = (value: number): string => String(value).padStart(2, '0');
  return {
    ms: clock.now(),
    clock: [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':'),
  };
}
