/** Something in a fleet's spec that cannot be. */
export interface SpecFault {
  /** Names and indices from the spec down, with dots between: `lives.2.share`. */
  readonly path: string;
  /** What is wanted, and what is there. */
  readonly message: string;
}

/** What a number may be, both ends included. */
export interface Bounds {
  readonly from: number;
  readonly to: number;
  readonly whole?: boolean;
}

/** Rounding of shares that were written down with a few digits. */
const SLACK = 1e-6;

export function outside(path: string, value: number, bounds: Bounds): readonly SpecFault[] {
  const { from, to, whole = false } = bounds;
  // Not-a-number is within no bounds.
  const fits = value >= from && value <= to && (!whole || Number.isInteger(value));
  if (fits) return [];
  const kind = whole ? 'a whole number' : 'a number';
  return [{ path, message: `${kind} from ${from} to ${to}, not ${value}` }];
}

/** Shares come to 1 together, or to no more than that. */
export function sumFault(
  path: string,
  shares: readonly number[],
  of: 'all' | 'some',
): readonly SpecFault[] {
  const sum = shares.reduce((total, share) => total + share, 0);
  const isOver = !(sum <= 1 + SLACK);
  const isUnder = of === 'all' && !(sum >= 1 - SLACK);
  if (!isOver && !isUnder) return [];
  const wanted = of === 'all' ? 'shares that sum to 1' : 'shares that sum to 1 at most';
  return [{ path, message: `${wanted}, not to ${Number(sum.toFixed(9))}` }];
}
