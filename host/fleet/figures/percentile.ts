import type { Spread } from '@fobkit/emulator/fleet';

/** How many fobs a spread has. */
export function countOf({ bins }: Spread): number {
  return bins.reduce((all, bin) => all + bin, 0);
}

/**
 * The least whole value that so large a share of the fobs does not exceed, 0 to 1 (nearest rank);
 * undefined where there is no fob. Of what lies beyond the bins only the first or last is known.
 */
export function percentile(spread: Spread, share: number): number | undefined {
  const { bins, least } = spread;
  const rank = Math.max(1, Math.ceil(countOf(spread) * share));
  let below = 0;
  for (const [index, bin] of bins.entries()) {
    below += bin;
    if (below >= rank) return least + index;
  }
  return undefined;
}
