import { describe, expect, it } from 'vitest';
import { momentText, spanText } from '../../../../host/bench/report/moments.ts';

describe('times in a report', () => {
  it.each([
    [Date.UTC(2027, 0, 1), '2027-01-01 00:00:00'],
    [Date.UTC(2027, 0, 1, 0, 0, 35, 250), '2027-01-01 00:00:35.25'],
    [Date.UTC(2027, 0, 1, 0, 0, 10, 100), '2027-01-01 00:00:10.1'],
  ])('world time %i is %s, UTC', (unixMs, text) => {
    expect(momentText(unixMs)).toBe(text);
  });

  it.each([
    [0, '0 ms'],
    [849.6, '850 ms'],
    [12_440, '12.4 s'],
    [200_000, '3 min 20 s'],
    [7_500_000, '2 h 5 min'],
    [7_200_000, '2 h'],
    [157_766_400_000, '1826 d'],
  ])('%d ms are %s', (ms, text) => {
    expect(spanText(ms)).toBe(text);
  });
});
