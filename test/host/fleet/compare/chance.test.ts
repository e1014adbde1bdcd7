import { expect, it } from 'vitest';
import { differenceOf, timesToTell } from '../../../../host/fleet/compare/chance.ts';

it('what two have in common on a day is no chance', () => {
  const wild = [5, 900, 0, 70];
  expect(differenceOf(wild, wild)).toEqual({ less: 0, chance: 0 });
  expect(differenceOf(wild, [5, 903, 0, 70])).toEqual({ less: 3, chance: 9 });
});

it('the same difference on more days is less by chance', () => {
  const flat = (days: number, cost: number): readonly number[] => Array<number>(days).fill(cost);
  expect(differenceOf(flat(4, 10), flat(4, 11))).toEqual({ less: 4, chance: 6 });
  expect(differenceOf(flat(100, 11), flat(100, 10))).toEqual({ less: -100, chance: 30 });
});

it('three times as much chance as difference is told by nine times the fobs', () => {
  expect(timesToTell({ less: 3, chance: 9 })).toBe(9);
  expect(timesToTell({ less: -3, chance: 9 })).toBe(9);
  expect(timesToTell({ less: 0, chance: 0 })).toBe(Infinity);
});
