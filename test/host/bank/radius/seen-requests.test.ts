import { expect, test } from 'vitest';
import { SeenRequests } from '../../../../host/bank/radius/seen-requests.ts';

test('the latest are remembered, and no more than there is room for', () => {
  const seen = new SeenRequests(3);
  for (const digest of ['a', 'b', 'c', 'd']) seen.add(digest);
  expect(['a', 'b', 'c', 'd'].map((digest) => seen.has(digest))).toEqual([false, true, true, true]);
});

test('what was not judged after all may come again', () => {
  const seen = new SeenRequests(3);
  seen.add('a');
  seen.delete('a');
  expect(seen.has('a')).toBe(false);
});
