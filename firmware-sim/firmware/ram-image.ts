import type { ButtonState } from './button-reader.ts';
import type { Ram } from './core.ts';
import type { DisplayState } from './display.ts';

/** What the firmware keeps in RAM, but for its links and the channel: those end with a snapshot. */
export interface RamImage {
  readonly ram: Ram;
  readonly display: DisplayState;
  readonly button: ButtonState;
  readonly lastAttempt: number;
}
