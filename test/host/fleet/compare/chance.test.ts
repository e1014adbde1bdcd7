import { expect, it } from 'vitest';
import { isLess } from '../../../../host/fleet/compare/chance.ts';

// The square root of 100 + 400 counted is 22.4: two standard errors are 44.7.
it.each([
  [400, 100, 355.2, true],
  [400, 100, 355.4, false],
])('less by more than two standard errors is less', (_other, count, value, less) => {
  expect(isLess({ value, count: value ** 2 / count }, { value: 400, count: 400 })).toBe(less);
});

it('what was counted no time has no error of its own', () => {
  const none = { value: 0, count: 0 };
  expect(isLess(none, { value: 5, count: 5 })).toBe(true);
  expect(isLess(none, { value: 4, count: 4 })).toBe(false);
  expect(isLess(none, none)).toBe(false);
});
