import { scalarShape, type Shape } from '../read/shape.ts';
import { shortened } from '../read/node.ts';
import { whatIsWrong } from './quantity.ts';

/** Seconds in each unit; a year has 365 days. */
export const DURATION_UNITS = {
  ms: 0.001,
  s: 1,
  min: 60,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  y: 31_536_000,
} as const;

/** A century. */
export const MOST_SECONDS = 3_153_600_000;

const PART = '\\d{1,12}(?:\\.\\d{1,6})? ?(?:ms|min|[smhdwy])';
const WHOLE = `${PART}(?: ?${PART})*`;
const EXAMPLES = '500 ms, 30 s, 10 min, 2 h, 30 d or 5 y';

/** Seconds, at least `from` and at most `to`; `range` says these limits in a message. */
export function duration(limits: {
  readonly from?: number;
  readonly to?: number;
  readonly range?: string;
}): Shape<number> {
  const { from = 0, to = MOST_SECONDS, range = 'from 0 s to 100 y' } = limits;
  return durationShape({ what: 'a duration', sign: '', from, to, range });
}

/** Seconds, with a sign where they are negative. */
export const offset: Shape<number> = durationShape({
  what: 'an offset of time',
  sign: '[-+−]?',
  from: -MOST_SECONDS,
  to: MOST_SECONDS,
  range: 'from -100 y to +100 y',
});

function durationShape(wanted: {
  readonly what: string;
  readonly sign: string;
  readonly from: number;
  readonly to: number;
  readonly range: string;
}): Shape<number> {
  const pattern = new RegExp(`^(${wanted.sign})(${WHOLE})$`);
  const expects = `${wanted.what} as ${wanted.sign === '' ? EXAMPLES : '+10 min or -45 s'}`;
  return scalarShape({
    expects,
    schema: { anyOf: [{ type: 'string', pattern: pattern.source }, { const: 0 }] },
    parse(value, text) {
      const shown = JSON.stringify(shortened(text));
      const [, sign, amount] = value === 0 ? ['', '', '0 s'] : (pattern.exec(text.trim()) ?? []);
      if (amount === undefined) {
        const negative = wanted.sign === '' && /^[-−]/.test(text.trim());
        return `${shown} ${negative ? 'is negative' : whatIsWrong(text)}; ${expects}`;
      }
      const size = sumOf(amount);
      const seconds = sign === '-' || sign === '−' ? -size : size;
      return seconds >= wanted.from && seconds <= wanted.to
        ? { is: seconds }
        : `${shown} is out of range; ${wanted.range}`;
    },
  });
}

function sumOf(text: string): number {
  let milliseconds = 0;
  for (const [, count, unit] of text.matchAll(/(\d+(?:\.\d+)?) ?(ms|min|[smhdwy])/g)) {
    milliseconds += Number(count) * (isUnit(unit) ? DURATION_UNITS[unit] : 0) * 1000;
  }
  return Math.round(milliseconds) / 1000;
}

function isUnit(text: string | undefined): text is keyof typeof DURATION_UNITS {
  return text !== undefined && Object.hasOwn(DURATION_UNITS, text);
}
