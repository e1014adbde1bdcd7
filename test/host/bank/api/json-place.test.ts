import { expect, it } from 'vitest';
import { jsonPlace } from '../../../../host/bank/api/json-place.ts';

it.each([
  ['', 'line 1, column 1'],
  ['{', 'line 1, column 2'],
  ['{"a":1,}', 'line 1, column 8'],
  ['{"a":1 "b":2}', 'line 1, column 8'],
  ['{\n  "a": nul\n}', 'line 2, column 8'],
  ['[1] [2]', 'line 1, column 5'],
  ['// no comment\n1', 'line 1, column 1'],
])('%j is broken at %s', (text, place) => {
  expect(jsonPlace(text)).toBe(place);
});

it('half a million brackets have no place, and break nothing', () => {
  expect(jsonPlace('['.repeat(500_000))).toBeUndefined();
});
