const ERA_DAYS = 146_097;

/** Month, 0 for January, of a day that is counted from 1970-01-01: as of the Gregorian calendar. */
export function monthOfDay(unixDay: number): number {
  // Eras of 400 years from 0000-03-01 on: the leap day is then the last of its year
  // (H. Hinnant, chrono-Compatible Low-Level Date Algorithms).
  const sinceEra = (((unixDay + 719_468) % ERA_DAYS) + ERA_DAYS) % ERA_DAYS;
  const leaps =
    Math.floor(sinceEra / 1460) - Math.floor(sinceEra / 36_524) + Math.floor(sinceEra / 146_096);
  const year = Math.floor((sinceEra - leaps) / 365);
  const dayOfYear = sinceEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  return (fromMarch + 2) % 12;
}
