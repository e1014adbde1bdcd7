import { expect, it } from 'vitest';
import { counted } from '../../../../host/cli/terminal/counted.ts';

it.each([
  [0, '0 answers'],
  [1, '1 answer'],
  [2, '2 answers'],
])('%d is told as %j', (count, text) => {
  expect(counted(count, 'answer')).toBe(text);
});
