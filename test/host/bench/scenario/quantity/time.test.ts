import { expect, it } from 'vitest';
import { time } from '../../../../../host/bench/scenario/quantity/time.ts';
import { readShape } from '../support.ts';

it.each([
  ['1970-01-01T00:00:00Z', 0],
  ['2027-01-01T00:00:00Z', 1_798_761_600],
  ['2027-01-01', 1_798_761_600],
  ['2027-01-01T00:01Z', 1_798_761_660],
  ['2028-02-29T23:59:59Z', 1_835_481_599],
  ['2038-01-19T03:14:08Z', 2_147_483_648],
  ['1798761600', 1_798_761_600],
  ['2199-12-31T23:59:59Z', 7_258_118_399],
])('%s is %d', (text, seconds) => {
  expect(readShape(time, text)).toBe(seconds);
});

it.each([
  ['1969-12-31T23:59:59Z', 'is before 1970'],
  ['-1', 'is before 1970'],
  ['0001-01-01', 'is before 1970'],
  ['2200-01-01T00:00:00Z', 'is after 2199'],
  ['2027-02-29T00:00:00Z', 'is no time'],
  ['2027-13-01', 'is no time'],
  ['2027-01-01T24:00:00Z', 'is no time'],
  ['2027-01-01T00:60:00Z', 'is no time'],
  ['2027-01-01T00:00:00+09:00', 'is no time'],
  ['2027-01-01T00:00:00', 'is no time'],
  ['1.5', 'is no whole second'],
  ['tomorrow', 'is no time'],
])('%s %s', (text, told) => {
  expect(readShape(time, text)).toEqual([
    `${JSON.stringify(text)} ${told}; a time of UTC, as 2027-01-01T00:00:00Z`,
  ]);
});
