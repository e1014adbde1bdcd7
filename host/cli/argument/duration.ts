import { InvalidArgumentError } from 'commander';

/** Seconds in each unit; a year has 365 days. */
const UNITS: Readonly<Record<string, number>> = {
  s: 1,
  m: 60,
  h: 3_600,
  d: 86_400,
  w: 604_800,
  y: 31_536_000,
};

/**
 * Seconds of `30d`, `12h`, `5m`, `1y`, `90s`, `1d12h`, `0.5s`.
 *
 * @throws InvalidArgumentError
 */
export function parseDuration(text: string): number {
  if (!/^(?:\d+(?:\.\d+)?[smhdwy])+$/.test(text)) {
    throw new InvalidArgumentError('A duration is written 90s, 5m, 12h, 30d, 2w, 1y or 1d12h.');
  }
  let seconds = 0;
  for (const [, count, unit] of text.matchAll(/(\d+(?:\.\d+)?)([smhdwy])/g)) {
    seconds += Number(count) * (UNITS[unit ?? ''] ?? 0);
  }
  return seconds;
}
