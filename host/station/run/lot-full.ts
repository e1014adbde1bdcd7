import type { Lot, LotCounts } from '../lot/lot.ts';

/** Whether no fob is wanted any more: each unit has ended, and is trimmed where the lot wants it. */
export function isFull({ trim }: Lot, counts: LotCounts): boolean {
  const { unused, working, done, trimmed } = counts;
  return unused === 0 && working === 0 && (trim === undefined || trimmed >= done);
}
