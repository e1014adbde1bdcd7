import { scalarShape, type Shape } from '../read/shape.ts';
import { shortened } from '../read/node.ts';

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}))?Z)?$/;
const EXPECTS = 'a time of UTC, as 2027-01-01T00:00:00Z';
/** The start of 2200: what a fob lives to see, and its century of waits. */
const LAST = 7_258_118_400;

/** Unix seconds, from 1970 until 2199. */
export const time: Shape<number> = scalarShape({
  expects: EXPECTS,
  schema: {
    anyOf: [
      { type: 'string', pattern: PATTERN.source },
      { type: 'integer', minimum: 0, maximum: LAST - 1 },
    ],
  },
  parse(value, text) {
    const shown = JSON.stringify(shortened(text));
    const seconds = typeof value === 'number' ? value : secondsOf(text.trim());
    if (seconds === undefined) return `${shown} is no time; ${EXPECTS}`;
    if (!Number.isSafeInteger(seconds)) return `${shown} is no whole second; ${EXPECTS}`;
    if (seconds < 0) return `${shown} is before 1970; ${EXPECTS}`;
    return seconds < LAST ? { is: seconds } : `${shown} is after 2199; ${EXPECTS}`;
  },
});

function secondsOf(text: string): number | undefined {
  const match = PATTERN.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part: string | undefined) => Number(part ?? 0));
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  date.setUTCFullYear(year);
  const exists =
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    hour < 24 &&
    minute < 60 &&
    second < 60;
  return exists ? date.getTime() / 1000 : undefined;
}
