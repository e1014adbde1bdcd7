import * as v from 'valibot';

/** A number with a unit, as a file has it. */
export interface QuantityWords {
  /** `20 ppm, -500 ppb`. */
  readonly examples: string;
  /** How much each unit is of the one that is read into. */
  readonly units: Readonly<Record<string, number>>;
  /** Limits, in the unit that is read into, and as a message has them: `0 to 20 years`. */
  readonly least: number;
  readonly most: number;
  readonly range: string;
}

export type QuantitySchema = v.GenericSchema<string, number>;

const NUMBER = '[-+−]?\\d{1,12}(?:\\.\\d{1,9})?';

/** One number and one unit, with or without a space between: read into a number. */
export function quantity(words: QuantityWords): QuantitySchema {
  const units = Object.keys(words.units).map((unit) => unit.replace('/', '\\/'));
  const pattern = new RegExp(`^(${NUMBER}) ?(${units.join('|')})$`, 'u');
  const right = `write a number with its unit, as ${words.examples}`;
  const read = (text: string): number => {
    const [, number, unit = ''] = pattern.exec(text) ?? [];
    if (number === undefined) return Number.NaN;
    // 0.07 ppm are 70 ppb, not 70 and a little.
    const amount = Number(number.replace('−', '-')) * (words.units[unit] ?? 1);
    return Number(amount.toPrecision(12));
  };
  return v.pipe(
    v.string(({ input }) => (typeof input === 'number' ? `${input} has no unit; ${right}` : right)),
    v.regex(pattern, ({ input }) => `${unfit(input)}; ${right}`),
    v.check(
      (text) => !(read(text) < words.least || read(text) > words.most),
      ({ input }) => `"${input}" is out of range; ${words.range}`,
    ),
    v.transform(read),
  );
}

/** Why a text is not one number and one unit that is known. */
function unfit(text: string): string {
  const shown = `"${text.slice(0, 60)}"`;
  const [, rest] = new RegExp(`^${NUMBER} ?(.*)$`, 'su').exec(text) ?? [];
  if (rest === undefined) return `${shown} is no number with a unit`;
  if (rest === '') return `${shown} has no unit`;
  if (/^[.,]?\d/.test(rest)) return `${shown} has no number as 1500 or 1.5`;
  return `${shown} has a unit that does not fit`;
}

/** Shares and percentages of people, read into 0 to 1. */
export const share = quantity({
  examples: '12 %',
  units: { '%': 0.01 },
  least: 0,
  most: 1,
  range: 'a share is 0 to 100 %',
});

/** An error of a crystal, read into ppb. */
export const crystalError = quantity({
  examples: '20 ppm, -500 ppb',
  units: { ppm: 1000, ppb: 1 },
  least: -1_000_000,
  most: 1_000_000,
  range: '-1000 to 1000 ppm',
});

/** A crystal's ageing, read into ppb a year. */
export const ageing = quantity({
  examples: '-0.5 ppm/year',
  units: { 'ppm/year': 1000, 'ppb/year': 1 },
  least: -100_000,
  most: 100_000,
  range: '-100 to 100 ppm/year',
});

const DAY_UNITS = {
  days: 1,
  day: 1,
  d: 1,
  weeks: 7,
  week: 7,
  w: 7,
  months: 365.25 / 12,
  month: 365.25 / 12,
  years: 365.25,
  year: 365.25,
  y: 365.25,
} as const;

/** How long somebody waits or a fob lasts, read into days. */
export const days = quantity({
  examples: '90 d, 18 months, 5 years',
  units: DAY_UNITS,
  least: 0,
  most: 36_525,
  range: '0 d to 100 years',
});

/** Days that a fleet is simulated at most: 20 years. */
export const MOST_DAYS = 7305;

/** From a death to a replacement, read into days. */
export const sending = quantity({
  examples: '10 d, 2 weeks',
  units: DAY_UNITS,
  least: 1,
  most: 36_525,
  range: '1 d to 100 years, since it comes on the next day at the earliest',
});

/** How long a fleet is simulated, read into days. */
export const simulated = quantity({
  examples: '5 years',
  units: DAY_UNITS,
  least: 1,
  most: MOST_DAYS,
  range: '1 d to 20 years',
});

/** Read into tenths of a degree. */
export const celsius = quantity({
  examples: '27 °C',
  units: { '°C': 10, '℃': 10, C: 10 },
  least: -400,
  most: 850,
  range: '-40 to 85 °C',
});

/** Charge of a cell, read into percent of the rated one. */
export const charge = quantity({
  examples: '98 %',
  units: { '%': 1 },
  least: 0,
  most: 100,
  range: '0 to 100 % of the rated charge',
});

/** A current against the profile's, read into thousandths. */
export const relativeCurrent = quantity({
  examples: '100 %',
  units: { '%': 10 },
  least: 0,
  most: 100_000,
  range: '0 to 10000 % of the current of the fob type',
});

/** A leak, read into nA. */
export const current = quantity({
  examples: '500 nA, 2 µA',
  units: { nA: 1, µA: 1000, uA: 1000 },
  least: 0,
  most: 10_000_000,
  range: '0 nA to 10 mA',
});

/** How often somebody does something, read into times a day. */
export const perDay = quantity({
  examples: '3 /day, 2 /week',
  units: { '/day': 1, '/d': 1, '/week': 1 / 7, '/month': 12 / 365.25 },
  least: 0,
  most: 250,
  range: '0 to 250 /day',
});

/** Read into seconds. */
export const seconds = quantity({
  examples: '15 s, 2 min',
  units: { s: 1, min: 60, h: 3600 },
  least: 0,
  most: 3600,
  range: '0 s to 1 h',
});

/** From a press to the bank's answer, read into seconds. */
export const typing = quantity({
  examples: '15 s, 2 min',
  units: { s: 1, min: 60, h: 3600 },
  least: 0,
  most: 600,
  range: '0 s to 10 min',
});

/** A part of a day, read into hours. */
export const hoursOfDay = v.pipe(
  quantity({
    examples: '9 h',
    units: { h: 1 },
    least: 0,
    most: 24,
    range: '0 to 24 h',
  }),
  v.integer('write whole hours, as 9 h'),
);
