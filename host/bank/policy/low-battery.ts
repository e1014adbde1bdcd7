/** What a fob shows when its battery is low, as its user reads it out. */
export type LowBatteryText =
  /** `bAtt 0x`: x per cent are left (Shinkin: below 10 % on every press). */
  | { readonly family: 'bAtt-percent'; readonly value: number }
  /** `bAtt 5` to `bAtt 0`: three months to imminent (SMBC Trust). */
  | { readonly family: 'bAtt-level'; readonly value: number }
  /** `Lo-bAtt 2`, `Lo-bAtt 1`, `Lo-bAtt`: 3 to 1.5 months, 1.5 months to imminent, imminent (Yucho). */
  | { readonly family: 'Lo-bAtt'; readonly value: number }
  | { readonly family: 'other' };

const FIVE_YEARS_DAYS = 1826;
const THREE_MONTHS_DAYS = 90;

/**
 * A text as it was read out, spaces and case as one likes; `bAtt 05` has two digits and is a per
 * cent, `bAtt 5` a level. What is none of them is `other`: low, no more is known.
 */
export function lowBatteryText(text: string): LowBatteryText {
  const plain = text
    .slice(0, 32)
    .replace(/[\s\u3000]/g, '')
    .toLowerCase();
  const batt = /^batt(\d{1,2})$/.exec(plain)?.[1];
  if (batt?.length === 2) return { family: 'bAtt-percent', value: Number(batt) };
  if (batt !== undefined && Number(batt) <= 5) return { family: 'bAtt-level', value: Number(batt) };
  const low = /^lo-?batt([12]?)$/.exec(plain)?.[1];
  return low === undefined ? { family: 'other' } : { family: 'Lo-bAtt', value: Number(low) };
}

/** How many days a fob that shows it can have left at most; `lifeDays` is its published life. */
export function mostDaysLeft(text: LowBatteryText, lifeDays = FIVE_YEARS_DAYS): number {
  if (text.family === 'bAtt-percent') return (lifeDays * text.value) / 100;
  if (text.family === 'bAtt-level') return (THREE_MONTHS_DAYS * text.value) / 5;
  if (text.family === 'Lo-bAtt') return (THREE_MONTHS_DAYS * text.value) / 2;
  return THREE_MONTHS_DAYS;
}
