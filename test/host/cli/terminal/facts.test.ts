import { expect, test } from 'vitest';
import { facts } from '../../../../host/cli/terminal/facts.ts';

test('values stand below each other, where names are of kanji too', () => {
  const rows = [
    ['page', 'one'],
    ['契約者ID', 'two'],
    ['left out', undefined],
  ] as const;
  expect(facts(rows)).toBe('page      one\n契約者ID  two');
});
