import { scalarShape, type Shape } from '../read/shape.ts';
import { shortened } from '../read/node.ts';

/** A number with a unit. */
export interface Quantity {
  /** `a voltage`. */
  readonly what: string;
  /** `2.1 V`, `50 mV`. */
  readonly examples: string;
  /** How much of the unit it is read into. */
  readonly units: Readonly<Record<string, number>>;
  readonly from: number;
  readonly to: number;
  /** The limits as a message has them: `0 to 6 V`. */
  readonly range: string;
  /** Whether 0 may stand without a unit. */
  readonly bareZero?: boolean;
}

const NUMBER = '[-+−]?\\d{1,15}(?:\\.\\d{1,9})?';

/** One number and one unit, with or without a space between. */
export function quantity(wanted: Quantity): Shape<number> {
  const units = Object.keys(wanted.units);
  const pattern = new RegExp(`^(${NUMBER}) ?(${units.map(escaped).join('|')})$`);
  const expects = `${wanted.what}, as ${wanted.examples}`;
  return scalarShape({
    expects,
    schema: { type: 'string', pattern: pattern.source },
    parse(value, text) {
      if (value === 0 && wanted.bareZero === true) return { is: 0 };
      const shown = JSON.stringify(shortened(text));
      const [, number, unit] = pattern.exec(text.trim()) ?? [];
      if (number === undefined || unit === undefined)
        return `${shown} ${whatIsWrong(text)}; ${expects}`;
      const amount = Number(number.replace('−', '-')) * (wanted.units[unit] ?? 1);
      const rounded = Math.round(amount * 1e9) / 1e9;
      return rounded >= wanted.from && rounded <= wanted.to
        ? { is: rounded }
        : `${shown} is out of range; ${wanted.range}`;
    },
  });
}

/** What is wrong with it: the unit is missing, is another, or it is no number at all. */
export function whatIsWrong(text: string): string {
  const [, unit] = /^[-+−]?[\d.]+ ?(.*)$/.exec(text.trim()) ?? [];
  if (unit === undefined) return 'is no number with a unit';
  return unit === '' ? 'has no unit' : `has the wrong unit ${JSON.stringify(shortened(unit))}`;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
