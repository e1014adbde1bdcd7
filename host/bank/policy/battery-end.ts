import { oddsByAge, oddsByPresses, oddsByReport } from '../kernel/battery-numbers.ts';
import { type DriftReading, slopeChanged } from './drift.ts';
import { type LowBatteryText, mostDaysLeft } from './low-battery.ts';

/** What a fob type is said to live, whichever comes first (8,000 presses, five years). */
export interface PublishedLife {
  readonly presses?: number;
  readonly days?: number;
}

/** What the bank knows of a fob's age. */
export interface FobAge {
  readonly serial: string;
  readonly life: PublishedLife;
  /** Unix seconds of its first use, or of its load where that is known. */
  readonly since: number;
  /** Codes that the bank has seen of it. */
  readonly codesSeen: number;
  /** Length of its step in seconds. */
  readonly stepSeconds: number;
  readonly readings: readonly DriftReading[];
  /** A low-battery text that its user told, and when. */
  readonly reported?: { readonly text: LowBatteryText; readonly at: number };
}

/** From now until the end of the time that is planned for, in unix seconds. */
export interface Planned {
  readonly now: number;
  readonly until: number;
}

/** What speaks for a fob's end. */
export type EndReason = 'presses' | 'age' | 'reported' | 'clock';

export interface BatteryOutlook {
  readonly serial: string;
  /** The odds that it dies in the time that is planned for, 0 to 1. */
  readonly odds: number;
  /** The strongest first. */
  readonly reasons: readonly EndReason[];
}

/** A clock whose rate has changed: the voltage falls, or the fob lives elsewhere now. Assumed. */
const CLOCK_ODDS = 0.3;

/**
 * The odds that a fob's battery ends in the time that is planned for, given that it lives now. Each
 * piece of evidence has odds of its own, and they are taken as independent.
 */
export function batteryOutlook(fob: FobAge, planned: Planned): BatteryOutlook {
  const evidence: readonly (readonly [EndReason, number])[] = [
    ['presses', byPresses(fob, planned)],
    ['age', byAge(fob, planned)],
    ['reported', byReport(fob, planned)],
    ['clock', slopeChanged(fob.readings, fob.stepSeconds) ? CLOCK_ODDS : 0],
  ];
  const lives = evidence.reduce((odds, [, ends]) => odds * (1 - ends), 1);
  const reasons = [...evidence]
    .filter(([, odds]) => odds > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([reason]) => reason);
  return { serial: fob.serial, odds: 1 - lives, reasons };
}

/**
 * The same odds of many fobs of one type, without an object each: since when it is used (unix
 * seconds), how many codes the bank has seen of it, and for how many days it could live at most when
 * its user told of a low-battery text, at what time; `Infinity` days where nobody did. What its clock
 * tells has no part in them.
 */
export function replacementOdds(
  life: PublishedLife,
  { now, until }: Planned,
): (since: number, codesSeen: number, mostDays: number, reportedAt: number) => number {
  const { presses = Infinity, days = Infinity } = life;
  const planned = until - now;
  return (since, codesSeen, mostDays, reportedAt) => {
    const used = oddsByPresses(presses, codesSeen, now - since, planned);
    const aged = oddsByAge(days, now - since, planned);
    const reported = oddsByReport(mostDays, until - reportedAt);
    return 1 - (1 - used) * (1 - aged) * (1 - reported);
  };
}

/** Those with at least such odds, the surest end first, then by serial. */
export function dueForReplacement(
  fobs: Iterable<FobAge>,
  planned: Planned,
  leastOdds = 0.05,
): readonly BatteryOutlook[] {
  const due: BatteryOutlook[] = [];
  for (const fob of fobs) {
    const outlook = batteryOutlook(fob, planned);
    if (outlook.odds > 0 && outlook.odds >= leastOdds) due.push(outlook);
  }
  return due.sort((a, b) => b.odds - a.odds || (a.serial < b.serial ? -1 : 1));
}

function byPresses({ life, codesSeen, since }: FobAge, { now, until }: Planned): number {
  if (life.presses === undefined) return 0;
  return oddsByPresses(life.presses, codesSeen, now - since, until - now);
}

function byAge({ life, since }: FobAge, { now, until }: Planned): number {
  return life.days === undefined ? 0 : oddsByAge(life.days, now - since, until - now);
}

function byReport({ reported, life }: FobAge, { until }: Planned): number {
  if (reported === undefined) return 0;
  return oddsByReport(mostDaysLeft(reported.text, life.days), until - reported.at);
}
