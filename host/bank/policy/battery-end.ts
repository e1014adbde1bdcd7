import { type DriftReading, slopeChanged } from './drift.ts';
import { type LowBatteryText, mostDaysLeft } from './low-battery.ts';
import { DAY_SECONDS } from './day-seconds.ts';

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

/** People press without typing: so many presses for each code that the bank sees. */
const PRESSES_PER_CODE = 1.25;
/**
 * How lives spread around the published one: none below 0.8 of it, half at it, all at 1.3.
 * Assumed, since no maker publishes more than the middle.
 */
const FIRST_END = 0.8;
const LAST_END = 1.3;
/** A clock whose rate has changed: the voltage falls, or the fob lives elsewhere now. Assumed. */
const CLOCK_ODDS = 0.3;

/**
 * The odds that a fob's battery ends in the time that is planned for, given that it lives now. Each
 * piece of evidence has odds of its own, and they are taken as independent.
 */
export function batteryOutlook(fob: FobAge, planned: Planned): BatteryOutlook {
  const evidence: readonly (readonly [EndReason, number])[] = [
    ['presses', oddsByPresses(fob, planned)],
    ['age', oddsByAge(fob, planned)],
    ['reported', oddsByReport(fob, planned)],
    ['clock', slopeChanged(fob.readings, fob.stepSeconds) ? CLOCK_ODDS : 0],
  ];
  const lives = evidence.reduce((odds, [, ends]) => odds * (1 - ends), 1);
  const reasons = [...evidence]
    .filter(([, odds]) => odds > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([reason]) => reason);
  return { serial: fob.serial, odds: 1 - lives, reasons };
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

function oddsByPresses({ life, codesSeen, since }: FobAge, { now, until }: Planned): number {
  if (life.presses === undefined) return 0;
  const used = (codesSeen * PRESSES_PER_CODE) / life.presses;
  // As many a day from now on as up to now; a fob of less than a month tells no rate.
  const age = Math.max(now - since, 30 * DAY_SECONDS);
  return endsBetween(used, used * (1 + Math.max(0, until - now) / age));
}

function oddsByAge({ life, since }: FobAge, { now, until }: Planned): number {
  if (life.days === undefined) return 0;
  const share = (at: number): number => Math.max(0, at - since) / (life.days ?? 1) / DAY_SECONDS;
  return endsBetween(share(now), share(until));
}

function oddsByReport({ reported, life }: FobAge, { until }: Planned): number {
  if (reported === undefined) return 0;
  const left = mostDaysLeft(reported.text, life.days) * DAY_SECONDS;
  const elapsed = Math.max(0, until - reported.at);
  return left <= 0 ? 1 : Math.min(1, elapsed / left);
}

/** The odds of an end between two shares of the published life, given that the first was reached. */
function endsBetween(from: number, to: number): number {
  const before = endedBy(from);
  if (before >= 1) return 1;
  return Math.max(0, endedBy(to) - before) / (1 - before);
}

function endedBy(share: number): number {
  if (share <= FIRST_END) return 0;
  if (share <= 1) return (0.5 * (share - FIRST_END)) / (1 - FIRST_END);
  return Math.min(1, 0.5 + (0.5 * (share - 1)) / (LAST_END - 1));
}
