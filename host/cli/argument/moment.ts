import { InvalidArgumentError } from 'commander';

const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * Unix time in seconds of `1780000000`, `2026-11-23` (midnight UTC), or a date and time with its
 * zone: `2026-11-23T09:30:00Z`, `…+09:00`. A time without zone would mean another moment on
 * another machine.
 *
 * @throws InvalidArgumentError
 */
export function parseMoment(text: string): number {
  if (/^\d{1,11}$/.test(text)) return Number(text);
  const iso = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text;
  const ms = ISO.test(iso) ? Date.parse(iso) : Number.NaN;
  if (Number.isNaN(ms) || ms < 0 || !isInCalendar(iso)) {
    throw new InvalidArgumentError(
      'A time is written in unix seconds or as 2026-11-23T09:30:00Z, with its zone.',
    );
  }
  return ms / 1000;
}

/** The engine takes February 30 for March 2. */
function isInCalendar(iso: string): boolean {
  const [year = 0, month = 0, day = 0] = iso.slice(0, 10).split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
}
