import type { ResetCause } from '@fobkit/protocol';

/** Which way bytes travel. */
export type Direction = 'to-fob' | 'to-host';

/** Something that happened to a fob, as one who watches it would note it down. */
export type Occurrence =
  | { readonly kind: 'reset'; readonly cause: ResetCause }
  | { readonly kind: 'power-off' }
  /** A finger pushes the button, whatever its contact does. */
  | { readonly kind: 'press' }
  /** The contact of the button moved. */
  | { readonly kind: 'button'; readonly down: boolean }
  | { readonly kind: 'lcd'; readonly text: string }
  | { readonly kind: 'bytes'; readonly direction: Direction; readonly count: number }
  | { readonly kind: 'frame'; readonly direction: Direction }
  | { readonly kind: 'plugged'; readonly wire: number }
  | { readonly kind: 'unplugged'; readonly wire: number }
  /** What took the fob off its wires, a fault or a reset, is over: plugs may plug it in again. */
  | { readonly kind: 'replugged' }
  /** `fault` is its id on the board, `text` its command line. */
  | {
      readonly kind: 'fault-armed' | 'fault-fired' | 'fault-cleared';
      readonly fault: string;
      readonly text: string;
    };

/** An occurrence and the world time at which it was noted, in ticks. */
export type Noted = Occurrence & { readonly at: number };

export type Observer = (noted: Noted) => void;
