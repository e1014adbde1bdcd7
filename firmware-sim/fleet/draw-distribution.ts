import type { Distribution } from './distribution.ts';
import type { FleetDice } from './fleet-dice.ts';
import { normalQuantile } from './normal-quantile.ts';

/** Draws that may be needed for one number; the next number's index is that far away. */
export const DRAWS_EACH = 1024;
/** Where a normal distribution is looked at as ended. */
const MOST_DEVIATIONS = 6;

/** The `index`-th number of a distribution from a fob's dice. */
export function drawNumber(from: Distribution, dice: FleetDice, index: number): number {
  const first = index * DRAWS_EACH;
  switch (from.kind) {
    case 'constant':
      return from.value;
    case 'uniform':
      return from.from + (from.to - from.from) * dice.share(first);
    case 'triangular': {
      const both = dice.share(first) + dice.share(first + 1);
      return from.from + ((from.to - from.from) * both) / 2;
    }
    case 'normal':
      return drawNormal(from, dice, first);
    case 'table':
      return valueAtShare(from.rows, dice.share(first));
  }
}

function drawNormal(
  { mean, deviation, from = -Infinity, to = Infinity }: Distribution & { readonly kind: 'normal' },
  dice: FleetDice,
  first: number,
): number {
  for (let k = 0; k < DRAWS_EACH; k++) {
    const value = mean + deviation * normalQuantile(dice.share(first + k));
    if (value >= from && value <= to) return value;
  }
  return Math.max(from, Math.min(to, mean));
}

/** The value of the row in which a share from 0 to 1 falls. */
export function valueAtShare(
  rows: readonly { readonly value: number; readonly share: number }[],
  share: number,
): number {
  let [left, value] = [share, 0];
  for (const row of rows) {
    if (row.share > 0) value = row.value;
    if (left < row.share) return row.value;
    left -= row.share;
  }
  return value;
}

/** The least and the greatest number that it gives, nearly all of it where it has no end. */
export function boundsOf(of: Distribution): { readonly least: number; readonly most: number } {
  switch (of.kind) {
    case 'constant':
      return { least: of.value, most: of.value };
    case 'uniform':
    case 'triangular':
      return { least: of.from, most: of.to };
    case 'normal': {
      const away = MOST_DEVIATIONS * of.deviation;
      return {
        least: Math.max(of.from ?? -Infinity, of.mean - away),
        most: Math.min(of.to ?? Infinity, of.mean + away),
      };
    }
    case 'table': {
      const values = of.rows.filter(({ share }) => share > 0).map(({ value }) => value);
      return { least: Math.min(...values), most: Math.max(...values) };
    }
  }
}
