import { MONTH_DAYS, monthsOf, type Span, weeksOf } from '../figures/calendar.ts';
import { type FleetFigures, figuresOf } from '../figures/fleet-figures.ts';
import type { Point } from '../plot/time-plots.ts';
import type { FleetResult } from '../result/fleet-result.ts';

/** A curve has two looks at the fobs at least, which come a month apart. */
export const FEWEST_DAYS = 60;
/** In fewer days a month is no measure. */
const FEW_DAYS = 120;

/** A run cut into months, or weeks where it is short. */
export interface Stretches {
  readonly noun: 'month' | 'week';
  /** How long one comes to. */
  readonly days: number;
  readonly parts: readonly Stretch[];
}

export interface Stretch {
  /** `in 2027-04`, `in the week from 2027-04-15`. */
  readonly when: string;
  readonly span: Span;
  readonly figures: FleetFigures;
}

/** Of whole months or weeks; one that has hardly begun says little. */
export function stretchesOf(result: FleetResult): Stretches {
  const { days, madeOn } = result.facts;
  const isShort = days < FEW_DAYS;
  const length = isShort ? 7 : MONTH_DAYS;
  const parts = (isShort ? weeksOf : monthsOf)(madeOn, days)
    .filter(({ from, to }) => to - from >= length / 2)
    .map((span) => ({
      when: isShort ? `in the week from ${span.label}` : `in ${span.label}`,
      span,
      figures: figuresOf(result, span),
    }));
  return { noun: isShort ? 'week' : 'month', days: length, parts };
}

/** A value of each part, in the middle of its time. */
export function pointsOf(
  { parts }: Stretches,
  value: (figures: FleetFigures, span: Span) => number,
): Point[] {
  return parts.map(({ figures, span }) => [(span.from + span.to) / 2, value(figures, span)]);
}

/** The largest of some values, or `atLeast`. */
export function most(all: readonly Point[], atLeast: number): number {
  return Math.max(atLeast, ...all.map(([, value]) => value));
}
