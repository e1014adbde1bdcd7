import { TALLY_COLUMNS } from '@fobkit/emulator/fleet';
import { type FleetFigures, figuresOf } from '../figures/fleet-figures.ts';
import type { PolicyFacts } from '../result/fleet-facts.ts';
import type { FleetResult } from '../result/fleet-result.ts';
import { differenceOf, timesToTell } from './chance.ts';
import { beatenBy, type Costs } from './frontier.ts';

/** One policy of a comparison, and the run of the fleet under it. */
export interface Candidate {
  readonly name: string;
  readonly result: FleetResult;
}

/** What a policy costs on either side. */
export interface ComparedPolicy {
  /** Of policies that come to the same on every day, their names with ` = ` between. */
  readonly name: string;
  readonly policy: Pick<PolicyFacts, 'lockAfter' | 'normal' | 'written'>;
  readonly figures: FleetFigures;
  /** Calls a year for a thousand fobs: what owners and the help desk bear. */
  readonly calls: number;
  /** Odds that a day of guessing at one fob succeeds: what the bank risks; 0 without a guesser. */
  readonly odds: number;
  /**
   * Names of those on the frontier that are better in one by more than chance, and not worse in the
   * other by more than chance; none: it is on the frontier itself.
   */
  readonly beatenBy: readonly string[];
  /** Whose calls differ from its own, though not by more than chance. */
  readonly closeTo: readonly ClosePolicy[];
}

export interface ClosePolicy {
  readonly name: string;
  /** About how many fobs tell their calls apart. */
  readonly fobs: number;
}

/** Policies for one fleet, in the order they were given. */
export type Comparison = readonly ComparedPolicy[];

/** Weighs help-desk calls against the odds of a guesser. */
export function compare(candidates: readonly Candidate[]): Comparison {
  const all = distinct(candidates).map(({ name, result }) => {
    const figures = figuresOf(result);
    const { attackOdds: odds = 0, callsPerThousandYear: calls } = figures;
    return { name, result, figures, calls, odds, costs: costsByDay(result, figures) };
  });
  const beaten = beatenBy(all.map(({ costs }) => costs));
  return all.map(({ calls, costs, figures, name, odds, result }, index) => {
    const { lockAfter, normal, written } = result.facts.policy;
    const others = all.filter(({ name: other }) => other !== name);
    return {
      ...{ name, figures, calls, odds },
      policy: { normal, lockAfter, ...(written === undefined ? {} : { written }) },
      beatenBy: (beaten[index] ?? []).flatMap((by) => all[by]?.name ?? []),
      closeTo: others.flatMap((other) => {
        const times = timesToTell(differenceOf(costs.calls, other.costs.calls));
        if (times < 1 || times > MOST_TIMES || isAsFew(calls, other.calls)) return [];
        return [{ name: other.name, fobs: times * result.facts.fobs }];
      }),
    };
  });
}

/** What so many times the fobs would not tell apart is the same to anybody. */
const MOST_TIMES = 1000;

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

/** Whether any policy asked for the second of two codes in a row. */
export function asksForSecond(comparison: Comparison): boolean {
  return comparison.some(({ figures }) => figures.secondAskedShare > 0);
}

/** Whether calls are so few that none of the comparison has noticeably fewer. */
export function hasFewest({ calls }: ComparedPolicy, comparison: Comparison): boolean {
  return isAsFew(calls, fewestOf(comparison));
}

/** By what no policy has fewer calls, of one that `hasFewest`: of few calls one is more than 1 %. */
export function sameCallsText({ calls }: ComparedPolicy, comparison: Comparison): string {
  return calls <= fewestOf(comparison) * SAME_RATIO ? '1 %' : 'one call a year for a thousand fobs';
}

function fewestOf(comparison: Comparison): number {
  return Math.min(...comparison.map((one) => one.calls));
}

function isAsFew(calls: number, others: number): boolean {
  const [least, most] = [Math.min(calls, others), Math.max(calls, others)];
  return most <= Math.max(least * SAME_RATIO, least + SAME_CALLS);
}

/**
 * On the frontier, of those with the fewest calls, within one per cent or one call, that with the
 * lowest odds; where chance alone has fewer, the one of the frontier with the fewest.
 */
export function bargainOf(comparison: Comparison): ComparedPolicy | undefined {
  const frontier = comparison.filter((one) => one.beatenBy.length === 0);
  const fewest = frontier.filter((one) => hasFewest(one, comparison));
  const [first] =
    fewest.length > 0
      ? fewest.toSorted((a, b) => a.odds - b.odds || a.calls - b.calls)
      : frontier.toSorted((a, b) => a.calls - b.calls || a.odds - b.odds);
  return first;
}

/** In the units of the figures: calls a year for a thousand fobs, odds of a day. */
function costsByDay({ tally: { columns } }: FleetResult, figures: FleetFigures): Costs {
  const calls = columns.callsDead.map(
    (dead, day) => dead + (columns.callsLocked[day] ?? 0) + (columns.callsRejected[day] ?? 0),
  );
  return {
    calls: shares(calls, figures.callsPerThousandYear),
    odds: shares(columns.guessTargets, figures.attackOdds ?? 0),
  };
}

function shares(counts: Float64Array, whole: number): readonly number[] {
  const sum = counts.reduce((all, count) => all + count, 0);
  return Array.from(counts, (count) => (sum === 0 ? 0 : (count / sum) * whole));
}
