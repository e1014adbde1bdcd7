import type { Limits } from '../scenario/model.ts';

/** From a milliampere on, currents are told in it. */
const MILLIAMPERE = 0.001;
const DECIMALS = 2;
const VOLT_DECIMALS = 3;

/**
 * A measured value with its unit, as people read it: `-39.42 s`, `4.1 µA`, `2.71 V`. One that would
 * be rounded onto or over a limit is told whole, so that nobody wonders about its outcome.
 */
export function toldValue(value: number, unit: string, limits: Limits = {}): string {
  const { factor, unit: told } = scaleOf(value, unit);
  const scaled = value * factor;
  const rounded = rounding(scaled, unit === 'V' ? VOLT_DECIMALS : DECIMALS);
  const crosses = [limits.min, limits.max].some(
    (limit) =>
      limit !== undefined && Math.sign(value - limit) !== Math.sign(rounded / factor - limit),
  );
  return crosses ? `${String(value)} ${unit}` : `${String(rounded)} ${told}`;
}

function scaleOf(value: number, unit: string): { readonly factor: number; readonly unit: string } {
  if (unit !== 'A') return { factor: 1, unit };
  return Math.abs(value) < MILLIAMPERE ? { factor: 1e6, unit: 'µA' } : { factor: 1e3, unit: 'mA' };
}

/** Small values keep two digits that say something. */
function rounding(value: number, decimals: number): number {
  const fixed = Number(value.toFixed(decimals));
  return Math.abs(fixed) >= 10 ** -decimals * 10 || value === 0
    ? fixed
    : Number(value.toPrecision(decimals));
}

const UNITS = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
] as const;

/** A span in the largest unit that tells it exactly: `900 d`, `90 min`, `60 s`. */
export function toldSpan(seconds: number): string {
  const found = UNITS.find(([size]) => seconds >= 2 * size && seconds % size === 0);
  const [size, unit] = found ?? ([1, 's'] as const);
  return `${String(seconds / size)} ${unit}`;
}
