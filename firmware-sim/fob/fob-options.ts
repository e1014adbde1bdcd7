import type { ChannelPrimitives } from '@fobkit/protocol';
import type { MakeProgram } from '../firmware/make-program.ts';
import type { RamImage } from '../firmware/ram-image.ts';
import type { FobType } from '../profile/fob-type.ts';
import type { ChipBurn } from './identity.ts';
import type { PartsState } from './parts.ts';

export type FobOptions = ChipBurn & {
  readonly profile: FobType;
  /** World time at which the fob comes into being, in ticks of 1/32768 s since 1970. */
  readonly worldTicks: number;
  /** Draws what differs from fob to fob: the crystal's error, the button's bounce, its random numbers. */
  readonly seed: number;
  readonly crypto?: ChannelPrimitives;
  /** What its chip is flashed with in place of fobkit's firmware: one that is wrong on purpose. */
  readonly makeProgram?: MakeProgram | undefined;
  /** What a snapshot kept; a fob without it is new and boots. */
  readonly state?: FobState;
};

/** What a fob remembers beside its identity, its profile and the time: the body of a snapshot. */
export interface FobState {
  readonly parts: PartsState;
  /** Absent while the fob has no power. */
  readonly ram?: RamImage | undefined;
  readonly hung: boolean;
  readonly sagging: boolean;
  /** What the fault board keeps. */
  readonly faults?: unknown;
}
