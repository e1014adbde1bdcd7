import { type ReadingOf, READING_UNITS } from '@fobkit/client';
import type { Limits, MeasureWish } from '../model.ts';
import type { Cursor } from '../read/cursor.ts';
import { fields, optional, required } from '../read/fields.ts';
import { shortened } from '../read/node.ts';
import { byKind, choice, mapped, scalarShape, type Shape, text } from '../read/shape.ts';
import { keysOf } from './keys-of.ts';
import { DURATION_UNITS } from '../quantity/duration.ts';

type Unit = (typeof READING_UNITS)[ReadingOf];

/** How a limit may be written, for each unit of a reading. */
const LIMIT_UNITS: Readonly<Record<Unit, Readonly<Record<string, number>>>> = {
  V: { V: 1, mV: 0.001 },
  A: { A: 1, mA: 1e-3, µA: 1e-6, μA: 1e-6, uA: 1e-6, nA: 1e-9 },
  '°C': { '°C': 1, '℃': 1, C: 1 },
  s: DURATION_UNITS,
  '%': { '%': 1 },
  '1': {},
};

const AMOUNT = /^([-+−]?\d{1,15}(?:\.\d{1,9})?) ?([^\s\d]*)$/;
const LIMIT = 'a limit in the unit of the reading, as 2.7 V';

interface Amount {
  readonly number: number;
  readonly unit: string;
}

const amount: Shape<Amount> = scalarShape({
  expects: LIMIT,
  schema: { anyOf: [{ type: 'string', pattern: AMOUNT.source }, { type: 'number' }] },
  parse(_, written) {
    const [, number, unit] = AMOUNT.exec(written.trim()) ?? [];
    return number === undefined || unit === undefined
      ? `${JSON.stringify(shortened(written))} is no limit; ${LIMIT}`
      : { is: { number: Number(number.replace('−', '-')), unit } };
  },
});

const of = choice(keysOf(READING_UNITS));

const measureWords = {
  name: optional(text('a name', 100), 'What the report calls it; that of the reading if absent.'),
  of: required(of, 'What is measured.'),
  min: optional(amount, 'The least value that passes.'),
  max: optional(amount, 'The greatest value that passes.'),
  marginal: optional(amount, 'A value so near to a limit passes, but is marginal.'),
};

/** What an instrument measures, and its limits. */
export const measure: Shape<MeasureWish> = byKind({
  scalar: mapped(of, (reading): MeasureWish => ({ name: reading, of: reading })),
  map: mapped(fields(measureWords, 'measure'), (wish, at): MeasureWish | null => {
    const limits = limitsOf(wish, at);
    if (limits === null) return null;
    const named = { name: wish.name ?? wish.of, of: wish.of };
    return Object.keys(limits).length === 0 ? named : { ...named, limits };
  }),
});

function limitsOf(
  wish: {
    readonly of: ReadingOf;
    readonly min?: Amount;
    readonly max?: Amount;
    readonly marginal?: Amount;
  },
  at: Cursor,
): Limits | null {
  const limits: { min?: number; max?: number; marginal?: number } = {};
  for (const key of ['min', 'max', 'marginal'] as const) {
    const given = wish[key];
    if (given === undefined) continue;
    const value = inUnit(given, wish.of);
    if (typeof value === 'string') return at.at(key).wrong(value);
    limits[key] = value;
  }
  const { min, max, marginal } = limits;
  if (min !== undefined && max !== undefined && min > max) {
    return at.at('min').wrong('min is above max; nothing passes');
  }
  if (marginal === undefined) return limits;
  if (marginal < 0) return at.at('marginal').wrong('a band is not negative');
  if (min === undefined && max === undefined) {
    return at.at('marginal').wrong('there is no limit to be near to; min or max');
  }
  return limits;
}

function inUnit({ number, unit }: Amount, of: ReadingOf): number | string {
  const units = LIMIT_UNITS[READING_UNITS[of]];
  const names = Object.keys(units);
  if (names.length === 0) {
    return unit === '' ? number : `${JSON.stringify(unit)}: ${of} has no unit; a bare number`;
  }
  const factor = Object.hasOwn(units, unit) ? units[unit] : undefined;
  if (factor !== undefined) return Math.round(number * factor * 1e12) / 1e12;
  const wrong = unit === '' ? 'has no unit' : `has the wrong unit ${JSON.stringify(unit)}`;
  return `${of} is measured in ${READING_UNITS[of]}, and the limit ${wrong}; possible: ${names.join(', ')}`;
}
