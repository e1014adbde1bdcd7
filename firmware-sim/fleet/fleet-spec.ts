import type { Algorithm } from '@fobkit/protocol';
import type { Profile } from '../profile/profile.ts';
import type { Distribution } from './distribution.ts';

/** A population of fobs and of those who carry them. Data: the same spec is the same fleet. */
export interface FleetSpec {
  /** An unsigned 32-bit integer; every draw follows from it, the fob's number and what is drawn. */
  readonly seed: number;
  readonly fobs: number;
  /** How many days are simulated from the day on which the fobs are made. */
  readonly days: number;
  /** Unix day (days since 1970-01-01) on which they are made: the seasons follow it. */
  readonly madeOn: number;
  /** The fob type: crystal, cell, loads, texts and end of life are its own. */
  readonly profile: Profile;
  readonly codes: FleetCodes;
  /** Error of the crystal at its turnover when new, after calibration and trimming, in ppb. */
  readonly calibrationPpb: Distribution;
  /** In ppb a year; negative slows down. */
  readonly ageingPpbPerYear: Distribution;
  /** Days on the shelf before the fob's owner has it and registers it. */
  readonly shelfDays: Distribution;
  /** Temperature on the shelf, in tenths of a degree. */
  readonly shelfDeciCelsius: number;
  /** Where owners keep their fobs; shares sum to 1. */
  readonly lives: readonly TemperatureLife[];
  /** Charge in the cell on the first day, in percent of the rated one. */
  readonly chargePercent: Distribution;
  /** The chip's sleep current in thousandths of the profile's. */
  readonly sleepPermille: Distribution;
  readonly defects: readonly FleetDefect[];
  readonly owners: OwnerSpec;
  readonly guesser?: GuesserSpec;
}

export interface FleetCodes {
  readonly mode: 'totp' | 'hotp';
  readonly algorithm: Algorithm;
  /** 4 to 10. */
  readonly digits: number;
  readonly stepSeconds: number;
}

/** A day of a fob: at one temperature but for the hours in which it is carried. */
export interface TemperatureLife {
  readonly name: string;
  readonly share: number;
  /** Where it lies, a temperature a month from January on, in tenths of a degree. */
  readonly monthsDeciCelsius: readonly number[];
  /**
   * Whole hours of the day, 0 to 24, from eight in the morning on, in which it is carried; those
   * beyond midnight are in the early hours of each day. Days begin at 00:00 UTC, for owners too.
   */
  readonly carriedHours: number;
  readonly carriedDeciCelsius: number;
}

/** What some fobs of the fleet have wrong; a fob has one defect at most. Shares sum to 1 at most. */
export type FleetDefect =
  /** A leak: so many nA more. */
  | { readonly kind: 'leak'; readonly share: number; readonly nanoamps: Distribution }
  /** A crystal that is off by so many ppb more. */
  | { readonly kind: 'crystal'; readonly share: number; readonly ppb: Distribution }
  /** It stops working after so many days, whatever its cell says. */
  | { readonly kind: 'dies'; readonly share: number; readonly afterDays: Distribution };

/** What the people do. */
export interface OwnerSpec {
  /**
   * Presses a day on the average: each owner has a rate of their own. At most as many as there is
   * time for with all tries that may follow, about 110 (`specFaults` tells).
   */
  readonly pressesPerDay: Distribution;
  /** The share of presses whose code is not typed at all (the pocket, curiosity): counters move on. */
  readonly idlePresses: number;
  /** Seconds from the press to the bank's answer. */
  readonly typingSeconds: Distribution;
  /** The share of codes that are mistyped. */
  readonly mistyped: number;
  /** How many times somebody tries before calling the help desk, 1 to 12; each is a new code. */
  readonly triesBeforeCall: number;
  /**
   * Whole days, from 1 on, until the help desk has sent a new fob for a dead one, or for one whose
   * right code is refused even after two in a row and after its drift was forgotten; absent: none is sent.
   */
  readonly replacedAfterDays?: number;
}

/** Somebody who knows a password and guesses codes. */
export interface GuesserSpec {
  /**
   * Fobs that are guessed at on a day, of all that the fleet has, each by as many guesses as the
   * bank takes until it locks. Those that are still on the shelf are let be.
   */
  readonly fobsPerDay: number;
  /** Most guesses at one fob on one day. */
  readonly guesses: number;
}
