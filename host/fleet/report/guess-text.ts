import type { FleetFigures } from '../figures/fleet-figures.ts';
import type { FleetFacts } from '../result/fleet-facts.ts';
import { allFobs, type FobCounts, isSample, ofWhole } from './whole-fleet.ts';
import { counted, oneIn, told } from './words.ts';

type Guessed = FobCounts & Pick<FleetFacts, 'guesser'>;

/** What a guesser comes to in a day, and in a year of the whole fleet; nothing where nobody guesses. */
export function guessText(facts: Guessed, figures: FleetFigures): string {
  const { guesser } = facts;
  const { attackOdds, breaksPerYear = 0 } = figures;
  if (guesser === undefined || attackOdds === undefined) return '';
  if (attackOdds === 0) return 'A guesser never comes through.';
  const breaks = ofWhole(breaksPerYear, facts);
  const often = attacksText(ofWhole(guesser.fobsPerDay, facts));
  const of = isSample(facts) ? ` of ${allFobs(facts)}` : '';
  const [value, what] = yearOdds(facts, figures);
  const year = breaks < 1 ? `the ${what} are ${value}` : `about ${value} ${what}`;
  return `A day of guessing at one fob succeeds with odds of ${oneIn(attackOdds)}; with ${often}${of} (${told(breaks / attackOdds)} attacks a year on those in use), ${year}.`;
}

/** The odds that a guesser comes through within a year in the whole fleet, or how many do. */
export function yearOdds(
  facts: FobCounts,
  { breaksPerYear = 0 }: Pick<FleetFigures, 'breaksPerYear'>,
): readonly [value: string, what: string] {
  const breaks = ofWhole(breaksPerYear, facts);
  return breaks < 1
    ? [oneIn(atLeastOne(breaks)), 'odds that a guesser comes through within a year']
    : [told(breaks), 'guessers come through in a year'];
}

/** `3 fobs attacked a day`, `one fob attacked every 1.6 days`, `no fob attacked`. */
export function attacksText(fobsPerDay: number): string {
  if (fobsPerDay === 0) return 'no fob attacked';
  if (fobsPerDay >= 1) {
    const fobs = fobsPerDay === 1 ? counted(1, 'fob') : `${told(fobsPerDay)} fobs`;
    return `${fobs} attacked a day`;
  }
  return `one fob attacked every ${told(1 / fobsPerDay)} days`;
}

/** Odds of one or more, where so many come on the average and each by itself (Poisson). */
function atLeastOne(mean: number): number {
  return -Math.expm1(-mean);
}
