import { InvalidArgumentError } from 'commander';

/** A parser of whole numbers within limits. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => within(/^-?\d{1,16}$/.test(text) ? Number(text) : Number.NaN, least, most);
}

/** A parser of decimal numbers within limits. */
export function decimal(least: number, most: number): (text: string) => number {
  return (text) =>
    within(/^[+-]?\d{1,15}(?:\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN, least, most);
}

/** `5%` or `5`, 0 to 100. @throws InvalidArgumentError */
export function parsePercent(text: string): number {
  return within(/^\d{1,3}(?:\.\d{1,3})?%?$/.test(text) ? Number.parseFloat(text) : NaN, 0, 100);
}

/** `2.1V`, `2100mV` or `2.1`, 0 to 6 V, as whole millivolts. @throws InvalidArgumentError */
export function parseMillivolts(text: string): number {
  const [, digits, unit] = /^(\d{1,4}(?:\.\d{1,6})?) ?(m?V)?$/.exec(text) ?? [];
  const volts = digits === undefined ? NaN : Number(digits) / (unit === 'mV' ? 1000 : 1);
  return Math.round(within(volts, 0, 6, ' V') * 1000);
}

function within(value: number, least: number, most: number, unit = ''): number {
  if (value >= least && value <= most) return value;
  throw new InvalidArgumentError(`It is a number from ${String(least)} to ${String(most)}${unit}.`);
}
