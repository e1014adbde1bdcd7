import { serialOf, serialsFrom, serialsIn } from '@fobkit/fleet';
import { expect, it } from 'vitest';

it.each([
  ['SKTH00000017', 0, 'SKTH00000017'],
  ['SKTH00000017', 83, 'SKTH00000100'],
  ['1000133508267', 3, '1000133508270'],
  ['A7-B09X', 1, 'A7-B10X'],
  ['12345678901234567890', 1, '12345678901234567891'],
])('from %s on fob %i is %s', (first, fob, label) => {
  const range = serialsFrom(first);
  expect(range && serialOf(range, fob)).toBe(label);
});

it('a label without digits counts nowhere', () => {
  expect(serialsFrom('SKTH')).toBeUndefined();
});

it('a range is as long as its digits', () => {
  const range = serialsFrom('A95');
  expect(range && serialsIn(range)).toBe(5);
});
