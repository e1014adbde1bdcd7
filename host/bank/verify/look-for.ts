import { Place, placeOf } from '../kernel/verdict.ts';
import { type CodeSource, type Challenge, type FactorRange } from './code-source.ts';
import type { SearchPlan } from './search-plan.ts';
import type { TokenKey } from './token-key.ts';

/** Where a code was seen. Of several factors that show it, the one nearest to the middle. */
export interface Sighting {
  /** In the window, and not used up. */
  readonly inWindow: number | undefined;
  /** Around the window, where a resynchronisation may begin. */
  readonly around: number | undefined;
  /** As the second code of a resynchronisation. */
  readonly next: number | undefined;
  /** In the window, but a later factor was accepted, or this one. */
  readonly passed: number | undefined;
  /** As a code accepted lately. */
  readonly lately: boolean;
}

/** Above every rank: twice a distance and one, of at most 10,000 factors. */
const NONE = 0x1_0000_0000;

/**
 * Makes the code of every factor of the plan and compares each, without a branch on what it found:
 * neither the work nor its order tells whether the code was right, nor where.
 */
export function lookFor(
  wanted: number,
  plan: SearchPlan,
  by: {
    readonly source: CodeSource;
    readonly key: TokenKey;
    readonly challenge: Challenge | undefined;
  },
): Sighting {
  const lately = plan.lately.map((first) => ({ first, count: 1 }));
  const sections = [[plan.wide], [plan.next], lately] as const;
  const ranges = sections.flatMap((section) => withTimeSteps(section, plan.timeSteps));
  const values = by.source.values(by.key, ranges, by.challenge);
  const times = plan.timeSteps.length;
  const nextAt = plan.wide.count * times;
  const latelyAt = nextAt + plan.next.count * times;
  const { behind, ahead } = plan.window;

  let inWindow = NONE;
  let around = NONE;
  let passed = NONE;
  for (let i = 0; i < nextAt; i++) {
    const factor = plan.wide.first + (i % plan.wide.count);
    const seen = rankOf(factor, plan.middle) + missed(values[i], wanted) * NONE;
    const place = placeOf(factor - plan.middle, factor < plan.floor, behind, ahead);
    if (place === Place.inWindow) inWindow = Math.min(inWindow, seen);
    else if (place === Place.passed) passed = Math.min(passed, seen);
    else if (place === Place.around) around = Math.min(around, seen);
  }
  let next = NONE;
  for (let i = nextAt; i < latelyAt; i++) {
    const factor = plan.next.first + ((i - nextAt) % plan.next.count);
    const seen = factor - plan.next.first + missed(values[i], wanted) * NONE;
    next = factor < plan.floor ? next : Math.min(next, seen);
  }
  let unlike = 1;
  for (let i = latelyAt; i < values.length; i++) unlike &= missed(values[i], wanted);

  return {
    inWindow: factorOf(inWindow, plan.middle),
    around: factorOf(around, plan.middle),
    next: next < NONE ? plan.next.first + next : undefined,
    passed: factorOf(passed, plan.middle),
    lately: unlike === 0,
  };
}

/** 0 for the same value, 1 for another, by arithmetic alone. */
export function missed(value: number | undefined, wanted: number): number {
  const difference = (value ?? ~wanted) ^ wanted;
  return (difference | -difference) >>> 31;
}

function withTimeSteps(
  ranges: readonly FactorRange[],
  timeSteps: readonly (number | undefined)[],
): readonly FactorRange[] {
  return ranges.flatMap((range) =>
    timeSteps.map((timeStep) => ({ ...range, ...(timeStep !== undefined && { timeStep }) })),
  );
}

/** The smaller the nearer to the middle; of two as near, the one behind is first. */
function rankOf(factor: number, middle: number): number {
  return factor > middle ? 2 * (factor - middle) + 1 : 2 * (middle - factor);
}

function factorOf(rank: number, middle: number): number | undefined {
  if (rank >= NONE) return undefined;
  const distance = Math.floor(rank / 2);
  return rank % 2 === 1 ? middle + distance : middle - distance;
}
