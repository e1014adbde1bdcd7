import { describe, expect, it } from 'vitest';
import { parseDuration } from '../../../../host/cli/argument/duration.ts';

describe('a duration', () => {
  it.each([
    ['90s', 90],
    ['5m', 300],
    ['12h', 43_200],
    ['30d', 2_592_000],
    ['2w', 1_209_600],
    ['1y', 31_536_000],
    ['1d12h', 129_600],
    ['0.5s', 0.5],
  ])('%s is %d seconds', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each(['', '30', 'd', '-1d', '1 d', '1D', '1e3s', '30days', '5m ', 's5'])(
    '%j is none',
    (text) => {
      expect(() => parseDuration(text)).toThrow('A duration is written');
    },
  );
});
