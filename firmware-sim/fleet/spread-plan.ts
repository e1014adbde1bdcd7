import { DAY_SECONDS } from './climate-table.ts';
import { boundsOf } from './draw-distribution.ts';
import type { FleetSpec } from './fleet-spec.ts';
import { bendPpb } from '../hardware/crystal.ts';
import type { Spread } from './tally.ts';

/** Days from one look at all fobs to the next. */
const EVERY_DAYS = 30;
/** Bins to either side: more would be a heavy tally, and no bank looks farther. */
const FEWEST_SECONDS = 60;
const MOST_SECONDS = 1800;

/** The days at whose ends all fobs are looked at. */
export function spreadDays({ days }: FleetSpec): readonly number[] {
  const found: number[] = [];
  for (let day = EVERY_DAYS - 1; day < days - 1; day += EVERY_DAYS) found.push(day);
  return [...found, days - 1];
}

/** Empty bins for clock errors in seconds; how many follows from the spec alone. */
export function clockSpreads(spec: FleetSpec): readonly Spread[] {
  const side = clockSide(spec);
  return spreadDays(spec).map((day) => ({
    day,
    least: -side,
    bins: new Uint32Array(2 * side + 1),
  }));
}

export function chargeSpreads(spec: FleetSpec): readonly Spread[] {
  return spreadDays(spec).map((day) => ({ day, least: 0, bins: new Uint32Array(101) }));
}

export function countInto({ bins, least }: Spread, value: number): void {
  const bin = Math.max(0, Math.min(bins.length - 1, value - least));
  bins[bin] = (bins[bin] ?? 0) + 1;
}

/** How far clocks may come, in seconds, about. */
function clockSide({ calibrationPpb, ageingPpbPerYear, days, lives, profile }: FleetSpec): number {
  const { crystal } = profile.parts;
  const calibration = boundsOf(calibrationPpb);
  const ageing = boundsOf(ageingPpbPerYear);
  const aged = (Math.max(Math.abs(ageing.least), Math.abs(ageing.most)) * days) / 365.25 / 2;
  const temperatures = lives.flatMap((life) => [
    life.carriedDeciCelsius,
    ...life.monthsDeciCelsius,
  ]);
  const bent = Math.max(...temperatures.map((deciCelsius) => bendPpb(crystal, deciCelsius)));
  const ppb =
    Math.max(Math.abs(calibration.least), Math.abs(calibration.most)) + aged + Math.abs(bent);
  const seconds = Math.ceil((ppb * days * DAY_SECONDS) / 1_000_000_000);
  return Math.max(FEWEST_SECONDS, Math.min(MOST_SECONDS, seconds));
}
