import { type FleetFigures, figuresOf } from '../figures/fleet-figures.ts';
import type { FleetResult } from '../result/fleet-result.ts';

/** One policy of a comparison, and the run of the fleet under it. */
export interface Candidate {
  readonly name: string;
  readonly result: FleetResult;
}

/** What a policy costs on either side. */
export interface ComparedPolicy {
  readonly name: string;
  readonly figures: FleetFigures;
  /** Calls a year for a thousand fobs: what owners and the help desk bear. */
  readonly calls: number;
  /** Odds that a day of guessing at one fob succeeds: what the bank risks; 0 without a guesser. */
  readonly odds: number;
  /** Names of those that are as good in both and better in one; none: it is on the frontier. */
  readonly beatenBy: readonly string[];
}

/** Policies for one fleet, in the order they were given. */
export type Comparison = readonly ComparedPolicy[];

/** Weighs help-desk calls against the odds of a guesser. */
export function compare(candidates: readonly Candidate[]): Comparison {
  const costs = candidates.map(({ name, result }) => {
    const figures = figuresOf(result);
    return { name, figures, calls: figures.callsPerThousandYear, odds: figures.attackOdds ?? 0 };
  });
  return costs.map((one) => ({
    ...one,
    beatenBy: costs.filter((other) => beats(other, one)).map(({ name }) => name),
  }));
}

/** Calls a year for a thousand fobs that differ by less are the same to a help desk. */
const SAME_RATIO = 1.01;
const SAME_CALLS = 1;

/** Of the policies with the fewest calls, within one per cent or one call, that with the lowest odds. */
export function bargainOf(comparison: Comparison): ComparedPolicy | undefined {
  const fewest = Math.min(...comparison.map(({ calls }) => calls));
  const [first] = comparison
    .filter(({ calls }) => calls <= Math.max(fewest * SAME_RATIO, fewest + SAME_CALLS))
    .toSorted((a, b) => a.odds - b.odds || a.calls - b.calls);
  return first;
}

interface Costs {
  readonly calls: number;
  readonly odds: number;
}

function beats(one: Costs, other: Costs): boolean {
  return (
    one.calls <= other.calls &&
    one.odds <= other.odds &&
    (one.calls < other.calls || one.odds < other.odds)
  );
}
