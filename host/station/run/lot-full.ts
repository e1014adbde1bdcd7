import type { Lot, LotCounts } from '../lot/lot.ts';

/** Whether no fob is wanted any more: each unit has ended, and is trimmed where the lot wants it. */
export function isFull({ trim }: Lot, counts: LotCounts): boolean {
  const { unused, working, done, trimmed } = counts;
  return unused === 0 && working === 0 && (trim === undefined || trimmed >= done);
}

/** The counts of a lot as it begins. */
export function nothingDone({ planned }: Lot): LotCounts {
  const none = { done: 0, scrapped: 0, quarantined: 0, working: 0, trimmed: 0 };
  return { planned, unused: planned, ...none };
}
