import { TALLY_COLUMNS } from '@fobkit/emulator/fleet';
import { type FleetFigures, figuresOf, sumOf } from '../figures/fleet-figures.ts';
import type { FleetResult } from '../result/fleet-result.ts';
import { type CountedCost, isLess } from './chance.ts';

/** One policy of a comparison, and the run of the fleet under it. */
export interface Candidate {
  readonly name: string;
  readonly result: FleetResult;
}

/** What a policy costs on either side. */
export interface ComparedPolicy {
  /** Of policies that come to the same on every day, their names with ` = ` between. */
  readonly name: string;
  readonly figures: FleetFigures;
  /** Calls a year for a thousand fobs: what owners and the help desk bear. */
  readonly calls: number;
  /** Odds that a day of guessing at one fob succeeds: what the bank risks; 0 without a guesser. */
  readonly odds: number;
  /**
   * Names of those that are better in one by more than chance, and not worse in the other by more
   * than chance; none: it is on the frontier.
   */
  readonly beatenBy: readonly string[];
}

/** Policies for one fleet, in the order they were given. */
export type Comparison = readonly ComparedPolicy[];

/** Weighs help-desk calls against the odds of a guesser. */
export function compare(candidates: readonly Candidate[]): Comparison {
  const costs = distinct(candidates).map(({ name, result }) => {
    const figures = figuresOf(result);
    const { attackOdds: odds = 0, callsPerThousandYear: calls } = figures;
    return { told: { name, figures, calls, odds }, ...countedCosts(result, calls, odds) };
  });
  return costs.map((one) => ({
    ...one.told,
    beatenBy: costs.filter((other) => beats(other, one)).map(({ told }) => told.name),
  }));
}

/** Those that come to the same are one. */
function distinct(candidates: readonly Candidate[]): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const one of candidates) {
    const place = found.findIndex(({ result }) => isSame(result, one.result));
    const same = found[place];
    if (same === undefined) found.push(one);
    else found[place] = { ...same, name: `${same.name} = ${one.name}` };
  }
  return found;
}

function isSame({ tally: one }: FleetResult, { tally: other }: FleetResult): boolean {
  return TALLY_COLUMNS.every((name) =>
    one.columns[name].every((value, day) => value === other.columns[name][day]),
  );
}

/** Calls a year for a thousand fobs that differ by less are the same to a help desk. */
const SAME_RATIO = 1.01;
const SAME_CALLS = 1;

/** On the frontier, of those with the fewest calls, within one per cent or one call, that with the lowest odds. */
export function bargainOf(comparison: Comparison): ComparedPolicy | undefined {
  const frontier = comparison.filter(({ beatenBy }) => beatenBy.length === 0);
  const fewest = Math.min(...frontier.map(({ calls }) => calls));
  const [first] = frontier
    .filter(({ calls }) => calls <= Math.max(fewest * SAME_RATIO, fewest + SAME_CALLS))
    .toSorted((a, b) => a.odds - b.odds || a.calls - b.calls);
  return first;
}

interface Costs {
  readonly calls: CountedCost;
  readonly odds: CountedCost;
}

/** Guessers come on the same days under every policy: by chance differs how far each one gets. */
function countedCosts(result: FleetResult, calls: number, odds: number): Costs {
  const count = (column: Parameters<typeof sumOf>[1]): number => sumOf(result.tally, column);
  return {
    calls: {
      value: calls,
      count: count('callsRejected') + count('callsLocked') + count('callsDead'),
    },
    odds: { value: odds, count: count('guesses') },
  };
}

function beats(one: Costs, other: Costs): boolean {
  const isWorse = isLess(other.calls, one.calls) || isLess(other.odds, one.odds);
  return !isWorse && (isLess(one.calls, other.calls) || isLess(one.odds, other.odds));
}
