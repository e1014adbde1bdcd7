import { expect, it } from 'vitest';
import { nearestOf, suggestion } from '../../../../host/store/yaml/nearest.ts';

const words = ['press', 'wait', 'expect', 'read-code', 'of'];

it.each([
  ['pres', 'press'],
  ['presss', 'press'],
  ['prass', 'press'],
  ['rpess', 'press'],
  ['readcode', 'read-code'],
  ['red-cod', 'read-code'],
  ['on', 'of'],
])('%s was meant to be %s', (given, word) => {
  expect(nearestOf(given, words)).toBe(word);
});

it.each(['supply', 'w', '', 'x'.repeat(100_000)])('%.10s is near to nothing', (given) => {
  expect(nearestOf(given, words)).toBeUndefined();
});

it('where nothing is near, everything possible is named', () => {
  expect(suggestion('supply', ['press', 'wait'])).toBe('possible: press, wait');
  expect(suggestion('supply', [])).toBe('there is none');
});
