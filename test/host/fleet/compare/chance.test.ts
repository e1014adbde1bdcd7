import { expect, it } from 'vitest';
import { differenceOf, timesToTell } from '../../../../host/fleet/compare/chance.ts';

it('what two costs have in common on a day is no chance', () => {
  expect(differenceOf([900, 5], [900, 5])).toEqual({ less: 0, chance: 0 });
});

it('the squares of the days add up to the square of a standard error', () => {
  expect(differenceOf([10, 10, 10], [13, 14, 10])).toEqual({ less: 7, chance: 15 });
});

it('a difference is told from chance by as many more fobs as the square of what it lacks', () => {
  expect(timesToTell({ less: -5, chance: 10 })).toBe(4);
  expect(timesToTell({ less: 0, chance: 10 })).toBe(Infinity);
});
