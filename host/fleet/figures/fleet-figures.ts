import type { FleetTally, TallyColumn } from '@fobkit/emulator/fleet';
import type { FleetFacts } from '../result/fleet-facts.ts';
import type { FleetResult } from '../result/fleet-result.ts';
import { MONTH_DAYS, type Span } from './calendar.ts';

const YEAR_DAYS = 365.25;
/** A code is made from 31 bits (RFC 4226 §5.3): ten digits show no more than these. */
const MOST_CODES = 2_147_483_648;

/** What a run, or a part of its time, comes to in a few numbers. */
export interface FleetFigures {
  /** Fobs in owners' hands that work, on the average. */
  readonly inUse: number;
  /** Calls to the help desk in an average month, in all and by cause. */
  readonly callsPerMonth: number;
  readonly callsRejected: number;
  readonly callsLocked: number;
  readonly callsDead: number;
  /** Calls a year for a thousand fobs in use. */
  readonly callsPerThousandYear: number;
  /** Of the right codes that were typed, 0 to 1. */
  readonly rejectedShare: number;
  /** Of the right codes that were typed, those after which the bank asked for a second one, 0 to 1. */
  readonly secondAskedShare: number;
  readonly locked: number;
  /** Of these, by guessers' codes. */
  readonly lockedByGuessers: number;
  readonly resynchronised: number;
  /** Of these, by two codes that were read out to the help desk. */
  readonly resynchronisedByDesk: number;
  readonly died: number;
  /** Fobs that were sent in place of dead ones, and of those that were given up. */
  readonly replaced: number;
  /** Of those that were handed out first: given up by the help desk though they worked. */
  readonly givenUp: number;
  /** The odds of one guess, and of guessing at one fob for a day; undefined without a guesser. */
  readonly guessOdds: number | undefined;
  readonly attackOdds: number | undefined;
  /** How often a guesser comes through in a year of so many attacks. */
  readonly breaksPerYear: number | undefined;
}

/** The sum of a column over a span of days, the whole run if absent. */
export function sumOf(tally: FleetTally, column: TallyColumn, span?: Span): number {
  const { from, to } = span ?? { from: 0, to: tally.days };
  const values = tally.columns[column];
  let sum = 0;
  for (let day = from; day < to; day++) sum += values[day] ?? 0;
  return sum;
}

/** The figures of a span of days, of the whole run if absent. */
export function figuresOf({ facts, tally }: FleetResult, span?: Span): FleetFigures {
  const { from, to } = span ?? { from: 0, to: tally.days };
  const days = to - from;
  const sum = (column: TallyColumn): number => sumOf(tally, column, span);
  const months = days / MONTH_DAYS;
  const [rejected, locked, dead] = [sum('callsRejected'), sum('callsLocked'), sum('callsDead')];
  const fobDays = sum('inUse');
  const [wrongly, asked] = [sum('rejectedRight'), sum('resyncWanted')];
  const right = wrongly + asked + sum('accepted');
  return {
    inUse: fobDays / days,
    callsPerMonth: (rejected + locked + dead) / months,
    callsRejected: rejected / months,
    callsLocked: locked / months,
    callsDead: dead / months,
    callsPerThousandYear: ratio((rejected + locked + dead) * 1000 * YEAR_DAYS, fobDays),
    rejectedShare: ratio(wrongly, right),
    secondAskedShare: ratio(asked, right),
    locked: sum('locked'),
    lockedByGuessers: sum('lockedByGuessers'),
    resynchronised: sum('resynchronised'),
    resynchronisedByDesk: sum('resynchronisedByDesk'),
    died: sum('died'),
    replaced: sum('replaced'),
    givenUp: tally.fobs.retired.reduce((all, day) => all + (day >= from && day < to ? 1 : 0), 0),
    ...guessing(facts, {
      days,
      fobDays,
      attacks: sum('attacks'),
      guesses: sum('guesses'),
      targets: sum('guessTargets'),
    }),
  };
}

function guessing(
  { codes, fobs, guesser }: FleetFacts,
  of: Readonly<Record<'days' | 'fobDays' | 'attacks' | 'guesses' | 'targets', number>>,
): Pick<FleetFigures, 'guessOdds' | 'attackOdds' | 'breaksPerYear'> {
  if (guesser === undefined || of.guesses === 0) {
    return { guessOdds: undefined, attackOdds: undefined, breaksPerYear: undefined };
  }
  const expected = of.targets / Math.min(Number(`1e${codes.digits}`), MOST_CODES);
  const attackOdds = ratio(expected, of.attacks);
  // Fobs on the shelf are attacked by nobody. The nights that came are by chance more or fewer.
  const attacksADay = (guesser.fobsPerDay * of.fobDays) / fobs / of.days;
  return {
    guessOdds: expected / of.guesses,
    attackOdds,
    breaksPerYear: attackOdds * attacksADay * YEAR_DAYS,
  };
}

/** The share of the fobs that were made first which had died by the end of a day. */
export function deathCurve({ fobs, days }: FleetTally): readonly number[] {
  const died = new Float64Array(days);
  for (const day of fobs.death) if (day >= 0 && day < days) died[day] = (died[day] ?? 0) + 1;
  let sum = 0;
  return Array.from(died, (count) => (sum += count) / fobs.death.length);
}

/** Deaths of fobs that were sent in place of dead ones: a curve of deaths tells of the first alone. */
export function replacementDeaths(tally: FleetTally): number {
  const first = tally.fobs.death.reduce((all, day) => all + (day < 0 ? 0 : 1), 0);
  return Math.max(0, sumOf(tally, 'died') - first);
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
