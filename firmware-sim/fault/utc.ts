import { TICKS_PER_SECOND } from '@fobkit/protocol';

const DAY = 86_400;

/** World time in ticks as `2026-11-05T09:30:00Z`; parts of a second are dropped. */
export function formatUtc(ticks: number): string {
  const seconds = Math.floor(ticks / TICKS_PER_SECOND);
  const days = Math.floor(seconds / DAY);
  const rest = seconds - days * DAY;
  // Days since 1970 to a date, counted from 1 March 0000 in cycles of 400 years.
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const day = shifted - era * 146_097;
  const leapless = day - Math.floor(day / 1460) + Math.floor(day / 36_524);
  const year = Math.floor((leapless - Math.floor(day / 146_096)) / 365);
  const ofYear = day - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const month = Math.floor((5 * ofYear + 2) / 153);
  const date = ofYear - Math.floor((153 * month + 2) / 5) + 1;
  const civilMonth = month < 10 ? month + 3 : month - 9;
  const civilYear = year + era * 400 + (civilMonth <= 2 ? 1 : 0);
  const clock = [Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60];
  return `${pad(civilYear, 4)}-${pad(civilMonth)}-${pad(date)}T${clock.map((n) => pad(n)).join(':')}Z`;
}

/** Unix seconds of `2026-11-05T09:30:00Z` or `2026-11-05T09:30Z`; undefined for anything else. */
export function parseUtc(text: string): number | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d))?Z$/.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, date = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((digits: string | undefined) => Number(digits ?? 0));
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const ofEra = marchYear - era * 400;
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + date - 1;
  const days =
    era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear;
  const seconds = (days - 719_468) * DAY + hour * 3600 + minute * 60 + second;
  // A date that does not exist, as 30 February, comes back as another one.
  const again = formatUtc(seconds * TICKS_PER_SECOND);
  return again.slice(0, 16) === text.slice(0, 16) && second < 60 ? seconds : undefined;
}

function pad(value: number, width = 2): string {
  return String(value).padStart(width, '0');
}
