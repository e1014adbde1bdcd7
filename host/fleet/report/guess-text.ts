import type { FleetFigures } from '../figures/fleet-figures.ts';
import type { FleetFacts } from '../result/fleet-facts.ts';
import { counted, grouped, oneIn, told } from './words.ts';

/** What a guesser comes to in a day and in a year; nothing where nobody guesses. */
export function guessText(
  { guesser }: Pick<FleetFacts, 'guesser'>,
  { attackOdds, breaksPerYear = 0 }: FleetFigures,
): string {
  if (guesser === undefined || attackOdds === undefined) return '';
  if (attackOdds === 0) return 'A guesser never comes through.';
  const year =
    breaksPerYear < 1
      ? `the odds that a guesser comes through within a year are ${oneIn(atLeastOne(breaksPerYear))}`
      : `about ${told(breaksPerYear)} guessers come through in a year`;
  return `A day of guessing at one fob succeeds with odds of ${oneIn(attackOdds)}; with ${attacksText(guesser.fobsPerDay)}, ${year}.`;
}

/** `3 fobs attacked a day`, `one fob attacked every 50 days`, `no fob attacked`. */
export function attacksText(fobsPerDay: number): string {
  if (fobsPerDay === 0) return 'no fob attacked';
  if (fobsPerDay >= 1) {
    const fobs = fobsPerDay === 1 ? counted(1, 'fob') : `${told(fobsPerDay)} fobs`;
    return `${fobs} attacked a day`;
  }
  return `one fob attacked every ${grouped(1 / fobsPerDay)} days`;
}

/** Odds of one or more, where so many come on the average and each by itself (Poisson). */
function atLeastOne(mean: number): number {
  return -Math.expm1(-mean);
}
