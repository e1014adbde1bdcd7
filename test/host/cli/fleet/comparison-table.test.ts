import { compare, type Candidate } from '@fobkit/fleet';
import { expect, it } from 'vitest';
import { comparisonTable } from '../../../../host/cli/fleet/comparison-table.ts';
import { madeResult, madeTally } from '../../fleet/support/made-result.ts';

const plain = { bold: (text: string) => text } as Parameters<typeof comparisonTable>[0];

function candidate(name: string, calls: number, asked = 0): Candidate {
  const tally = madeTally(10, 5, {
    inUse: () => 5,
    accepted: () => 80 - asked,
    resyncWanted: () => asked,
    callsLocked: () => calls,
  });
  return { name, result: madeResult(tally) };
}

it('second codes have a column where any policy asks for them', () => {
  const told = comparisonTable(plain, compare([candidate('a', 3), candidate('b', 2, 8)]));
  expect(told).toContain('second code asked');
  expect(told).toContain('10 %');
  const none = comparisonTable(plain, compare([candidate('a', 3), candidate('b', 2)]));
  expect(none).not.toContain('second code');
});

it('names that a line has no room for stand under the table, and who beats by number', () => {
  const same = ['a', 'b', 'c'].map((name) => candidate(name, 3));
  const told = comparisonTable(plain, compare([...same, candidate('d', 2)]));
  expect(told).toMatch(/^1 +a = 2 others .* beaten by 2$/m);
  expect(told).toMatch(/^2 +d .* on the frontier$/m);
  expect(told.split('\n').at(-1)).toBe('the same as 1: b / c');
});
