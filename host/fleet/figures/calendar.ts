const DAY_MS = 86_400_000;
/** What "a month" comes to, so that February is not a good one. */
export const MONTH_DAYS = 365.25 / 12;

/** A month or quarter of a run; days are counted from the fleet's first, `to` is the first after. */
export interface Span {
  /** `2027-04`, `2027 Q2`. */
  readonly label: string;
  readonly from: number;
  readonly to: number;
}

/** Weeks from the first day of a run on, by the days on which they begin; the last may be a part. */
export function weeksOf(madeOn: number, days: number): readonly Span[] {
  return Array.from({ length: Math.ceil(days / 7) }, (_, week) => ({
    label: dayText(madeOn + 7 * week),
    from: 7 * week,
    to: Math.min(7 * (week + 1), days),
  }));
}

/** The calendar's months of a run; the first and the last may be parts. */
export function monthsOf(madeOn: number, days: number): readonly Span[] {
  return spansOf(madeOn, days, (year, month) => `${year}-${String(month + 1).padStart(2, '0')}`);
}

/** The calendar's quarters of a run; the first and the last may be parts. */
export function quartersOf(madeOn: number, days: number): readonly Span[] {
  return spansOf(madeOn, days, (year, month) => `${year} Q${Math.floor(month / 3) + 1}`);
}

/** The calendar's years of a run; the first and the last may be parts. */
export function yearsOf(madeOn: number, days: number): readonly Span[] {
  return spansOf(madeOn, days, String);
}

/** `2027-04-01`. */
export function dayText(unixDay: number): string {
  return new Date(unixDay * DAY_MS).toISOString().slice(0, 10);
}

function spansOf(
  madeOn: number,
  days: number,
  labelOf: (year: number, month: number) => string,
): readonly Span[] {
  const spans: Span[] = [];
  for (let day = 0; day < days;) {
    const date = new Date((madeOn + day) * DAY_MS);
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
    const next = Date.UTC(year, month + 1, 1) / DAY_MS - madeOn;
    const label = labelOf(year, month);
    const last = spans.at(-1);
    const to = Math.min(next, days);
    if (last?.label === label) spans.splice(-1, 1, { ...last, to });
    else spans.push({ label, from: day, to });
    day = to;
  }
  return spans;
}
