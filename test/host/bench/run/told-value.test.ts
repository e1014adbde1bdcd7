import { expect, it } from 'vitest';
import { toldSpan, toldValue } from '../../../../host/bench/run/told-value.ts';

it.each([
  [-39.42279052734375, 's', '-39.42 s'],
  [0.0000041, 'A', '4.1 µA'],
  [0.01234567, 'A', '12.35 mA'],
  [0, 'A', '0 µA'],
  [2.7134567, 'V', '2.713 V'],
  [25, '°C', '25 °C'],
  [0.00012345, 's', '0.00012 s'],
  [3, '1', '3 1'],
  [NaN, 's', 'NaN s'],
])('%f %s is told as people read it: %s', (value, unit, told) => {
  expect(toldValue(value, unit)).toBe(told);
});

it.each([
  [90.001, { max: 90 }, '90.001 s'],
  [89.9999, { max: 90 }, '89.9999 s'],
  [90, { max: 90 }, '90 s'],
  [-30.004, { min: -30 }, '-30.004 s'],
])('%f beside its limit %j is told whole: %s', (value, limits, told) => {
  expect(toldValue(value, 's', limits)).toBe(told);
});

it.each([
  [77_760_000, '900 d'],
  [5400, '90 min'],
  [7200, '2 h'],
  [60, '60 s'],
  [0.5, '0.5 s'],
  [86_401, '86401 s'],
])('%f s are told as %s', (seconds, told) => {
  expect(toldSpan(seconds)).toBe(told);
});
