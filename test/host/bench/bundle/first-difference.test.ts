import { firstDifference } from '@fobkit/bench';
import { expect, test } from 'vitest';

test.each([
  [{ a: 1 }, { a: 1 }, undefined],
  [{ a: [1, 2] }, { a: [1, 2] }, undefined],
  [{ a: 1 }, { a: 2 }, 'a'],
  [{ a: { b: [1, { c: 2 }] } }, { a: { b: [1, { c: 3 }] } }, 'a.b.1.c'],
  [{ a: 1 }, { a: 1, b: 2 }, 'b'],
  [{ a: 1, b: 2 }, { a: 1 }, 'b'],
  [[1, 2], [1], '1'],
  [{ a: [] }, { a: {} }, 'a'],
  [{ a: null }, { a: {} }, 'a'],
  [{ a: undefined }, {}, undefined],
  [{ a: NaN }, { a: NaN }, undefined],
  [{ a: 1, b: 1 }, { a: 2, b: 2 }, 'a'],
  ['x', 'y', ''],
])('%j and %j differ first at %s', (was, is, path) => {
  expect(firstDifference(was, is)?.path).toBe(path);
});

test('tells both values', () => {
  expect(firstDifference({ a: 1 }, { a: 'one' })).toEqual({ path: 'a', was: 1, is: 'one' });
});
