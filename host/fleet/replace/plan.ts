import type { FleetTally } from '@fobkit/emulator/fleet';
import { quartersOf, type Span } from '../figures/calendar.ts';
import type { FleetResult } from '../result/fleet-result.ts';

/** What the bank knows of a fob at the beginning of a quarter. */
export interface KnownFob {
  /** Days since its registration. */
  readonly ageDays: number;
  readonly codesSeen: number;
  /** Days since its owner told of a low-battery text; -1: not told. */
  readonly reportedDaysAgo: number;
  /** Days of the quarter. */
  readonly planDays: number;
}

/**
 * The bank's judgement of a fob that lives: the odds, 0 to 1, that its battery ends in the quarter.
 * Asked millions of times with the same object, whose fields change.
 */
export type EndOdds = (fob: KnownFob) => number;

/** What is replaced when, and what it comes to. */
export interface ReplacementPlan {
  readonly quarters: readonly QuarterPlan[];
  /** The quarter of each fob's turn, by its place among `quarters`; -1: never. */
  readonly turns: Int16Array;
  readonly costs: PlanCosts;
}

export interface QuarterPlan {
  readonly span: Span;
  readonly replaced: number;
  /** Fobs that died in the quarter before their turn. */
  readonly died: number;
}

export interface PlanCosts {
  readonly replaced: number;
  readonly died: number;
  /** Of the fobs that were handed out, 0 to 1. */
  readonly diedShare: number;
  /** Replaced fobs that would have been used for more than a quarter still. */
  readonly wasted: number;
  /** Replaced fobs that would have been used beyond the end of the run. */
  readonly outliving: number;
  /** Days that replaced fobs would have worked still, on the average: at least, if any outlive the run. */
  readonly daysLeft: number;
}

/**
 * Replaces at the beginning of each quarter every fob whose odds are at least `leastOdds`, by what
 * the bank knows: the age, the codes that it has seen, and the text that an owner reports. Every
 * owner does, unless the result is one of `heardOf`.
 */
export function planByKnowledge(
  result: FleetResult,
  odds: EndOdds,
  leastOdds: number,
): ReplacementPlan {
  const [turns = new Int16Array()] = turnsByKnowledge(result, odds, [leastOdds]);
  return counted(result, spansOf(result), turns);
}

/** The same for several odds, asking for each fob's but once a quarter; a plan each. */
export function plansByKnowledge(
  result: FleetResult,
  odds: EndOdds,
  leastOdds: readonly number[],
): readonly ReplacementPlan[] {
  const spans = spansOf(result);
  return turnsByKnowledge(result, odds, leastOdds).map((turns) => counted(result, spans, turns));
}

function turnsByKnowledge(
  result: FleetResult,
  odds: EndOdds,
  leastOdds: readonly number[],
): readonly Int16Array[] {
  const spans = spansOf(result);
  const { length } = result.tally.fobs.death;
  const rules = leastOdds.map((least) => ({ least, turns: new Int16Array(length).fill(-1) }));
  const known = { ageDays: 0, codesSeen: 0, reportedDaysAgo: -1, planDays: 0 };
  for (let fob = 0; fob < length; fob++) {
    let open = rules.length;
    for (let quarter = 0; quarter < spans.length && open > 0; quarter++) {
      const span = spans[quarter];
      if (span === undefined || !knows(result, fob, span, known)) continue;
      const now = odds(known);
      for (const { least, turns } of rules) {
        if (now < least || turns[fob] !== -1) continue;
        turns[fob] = quarter;
        open--;
      }
    }
  }
  return rules.map(({ turns }) => turns);
}

/** Replaces each fob at the beginning of the quarter in which it dies: nobody can do better. */
export function bestPlan(result: FleetResult): ReplacementPlan {
  const spans = spansOf(result);
  const { death, firstUse } = result.tally.fobs;
  const turns = Int16Array.from(death, (died, fob) => {
    const used = firstUse[fob] ?? -1;
    return died < 0
      ? -1
      : spans.findIndex(({ from, to }) => died >= from && died < to && used <= from);
  });
  return counted(result, spans, turns);
}

/** What the bank knows of a fob at the beginning of a quarter; undefined: it is not in use then. */
export function knownAt(result: FleetResult, fob: number, span: Span): KnownFob | undefined {
  const known = { ageDays: 0, codesSeen: 0, reportedDaysAgo: -1, planDays: 0 };
  return knows(result, fob, span, known) ? known : undefined;
}

function knows(
  { tally }: FleetResult,
  fob: number,
  { from, to }: Span,
  known: { -readonly [Field in keyof KnownFob]: number },
): boolean {
  const { codes, firstUse, lowBattery } = tally.fobs;
  const [used = -1, low = -1] = [firstUse[fob], lowBattery[fob]];
  const end = endOf(tally, fob);
  if (used < 0 || used > from || end < from) return false;
  known.ageDays = from - used;
  // The tally has the codes of a whole life; people press as often in every year.
  known.codesSeen = end > used ? Math.round(((codes[fob] ?? 0) * (from - used)) / (end - used)) : 0;
  known.reportedDaysAgo = low >= 0 && low < from ? from - low : -1;
  known.planDays = to - from;
  return true;
}

/** The day of its death, or on which its owner was sent another one; the number of days if neither came. */
function endOf({ days, fobs }: FleetTally, fob: number): number {
  const [died = -1, retired = -1] = [fobs.death[fob], fobs.retired[fob]];
  if (died >= 0) return died;
  return retired >= 0 ? retired : days;
}

function spansOf({ facts }: FleetResult): readonly Span[] {
  return quartersOf(facts.madeOn, facts.days);
}

function counted(
  { tally }: FleetResult,
  spans: readonly Span[],
  turns: Int16Array,
): ReplacementPlan {
  const replaced = spans.map(() => 0);
  const died = spans.map(() => 0);
  const quarterOf = Int16Array.from({ length: tally.days }, (_, day) =>
    spans.findIndex(({ to }) => day < to),
  );
  let [handedOut, wasted, outliving, daysLeft] = [0, 0, 0, 0];
  for (const [fob, turn] of turns.entries()) {
    const death = tally.fobs.death[fob] ?? -1;
    if ((tally.fobs.firstUse[fob] ?? -1) >= 0) handedOut++;
    const span = spans[turn];
    if (span !== undefined) {
      replaced[turn] = (replaced[turn] ?? 0) + 1;
      const end = endOf(tally, fob);
      daysLeft += end - span.from;
      if (end === tally.days) outliving++;
      if (end >= span.to) wasted++;
    } else if (death >= 0) {
      const quarter = quarterOf[death] ?? -1;
      died[quarter] = (died[quarter] ?? 0) + 1;
    }
  }
  const sum = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);
  const [all, dead] = [sum(replaced), sum(died)];
  return {
    quarters: spans.map((span, index) => ({
      span,
      replaced: replaced[index] ?? 0,
      died: died[index] ?? 0,
    })),
    turns,
    costs: {
      replaced: all,
      died: dead,
      diedShare: handedOut === 0 ? 0 : dead / handedOut,
      wasted,
      outliving,
      daysLeft: all === 0 ? 0 : daysLeft / all,
    },
  };
}
