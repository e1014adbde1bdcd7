import type { PolicyNumbers } from './policy-numbers.ts';

/** Of two codes that are given together: the factors that show each. */
export interface TwoCodes {
  readonly first: readonly number[];
  readonly second: readonly number[];
}

/** Consecutive factors, or as far apart as the policy's gap allows. */
export interface Pair {
  readonly first: number;
  readonly second: number;
}

/**
 * The pair that shows two codes, its first the nearest to the middle; of two as near, that with the
 * lower second. `floor` is the least factor that is not used up. The window is that of the first
 * code, and ends a gap later for both.
 */
export function nearestPair(
  { byHandAhead, byHandBehind, gap }: PolicyNumbers,
  { middle, floor }: { readonly middle: number; readonly floor: number },
  seen: TwoCodes,
): Pair | undefined {
  const least = Math.max(0, floor, middle - byHandBehind);
  const most = middle + byHandAhead + gap;
  const distance = (pair: Pair): number => Math.abs(pair.first - middle);
  return seen.first
    .filter((first) => first >= least)
    .flatMap((first) => seen.second.map((second) => ({ first, second })))
    .filter(({ first, second }) => second > first && second <= Math.min(first + gap, most))
    .toSorted((a, b) => distance(a) - distance(b) || a.second - b.second)[0];
}
