import fc from 'fast-check';
import { expect, it } from 'vitest';
import { attemptDelaySeconds } from '../../../protocol/channel/attempt-delay.ts';

it('is nothing up to two failures, then one second doubled by each more', () => {
  const delays = [0, 1, 2, 3, 4, 5, 6, 14].map(attemptDelaySeconds);
  expect(delays).toEqual([0, 0, 0, 1, 2, 4, 8, 2048]);
});

it('is an hour from the fifteenth failure on', () => {
  expect([15, 16, 1000, 0xffff_ffff].map(attemptDelaySeconds)).toEqual([3600, 3600, 3600, 3600]);
});

it('never grows shorter and never ends', () => {
  const property = fc.property(fc.nat({ max: 0xffff_fffe }), (failures) => {
    const delay = attemptDelaySeconds(failures);
    expect(attemptDelaySeconds(failures + 1)).toBeGreaterThanOrEqual(delay);
    expect(delay).toBeLessThanOrEqual(3600);
  });
  fc.assert(property);
});
