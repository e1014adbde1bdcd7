import { UsageError, TICKS_PER_SECOND } from '@fobkit/protocol';

const UNITS = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const;

/** A century: beyond it sums of ticks would leave the exact integers. */
const MOST_SECONDS = 3_155_760_000;

/**
 * Seconds of a text as `30s`, `1.5h`, `500ms`; units ms, s, m, h, d, w.
 *
 * @throws UsageError that begins with `what` and names the text.
 */
export function parseDuration(text: string, what: string): number {
  const seconds = readDuration(text);
  if (seconds === undefined) {
    throw new UsageError(`${what}: "${text}" is no duration: a number and ms, s, m, h, d or w`);
  }
  return seconds;
}

/** Like `parseDuration`; a bare number is seconds, and undefined stands for no duration at all. */
export function readDuration(text: string, bareSeconds = false): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|[smhdw])?$/.exec(text);
  const [, number, unit] = match ?? [];
  if (number === undefined || (unit === undefined && !bareSeconds)) return undefined;
  const seconds = Number(number) * (isUnit(unit) ? UNITS[unit] : 1);
  return seconds <= MOST_SECONDS ? seconds : undefined;
}

/** The shortest text that `parseDuration` reads back. */
export function formatDuration(seconds: number): string {
  for (const unit of ['w', 'd', 'h', 'm'] as const) {
    if (seconds !== 0 && seconds % UNITS[unit] === 0) return `${seconds / UNITS[unit]}${unit}`;
  }
  return `${seconds}s`;
}

/** At least one tick: what takes no time cannot be over. */
export function durationTicks(seconds: number): number {
  return Math.max(1, Math.round(seconds * TICKS_PER_SECOND));
}

function isUnit(text: string | undefined): text is keyof typeof UNITS {
  return text !== undefined && text in UNITS;
}
