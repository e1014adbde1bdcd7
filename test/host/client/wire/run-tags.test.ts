import { RunTags } from '@fobkit/client';
import { toHex, UsageError } from '@fobkit/protocol';
import { expect, test } from 'vitest';

const RUN = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);

test('a tag is the head of the run id and a counter', () => {
  const tags = new RunTags(RUN);
  expect([toHex(tags.next()), toHex(tags.next())]).toEqual([
    '0102030405000001',
    '0102030405000002',
  ]);
});

test('the counter carries into all of its three bytes', () => {
  const tags = new RunTags(RUN);
  for (let n = 1; n < 65_536; n++) tags.next();
  expect(toHex(tags.next())).toBe('0102030405010000');
});

test('runs whose ids differ at their head share no tag', () => {
  const other = new RunTags(Uint8Array.of(1, 2, 3, 4, 6, 6, 7, 8));
  expect(toHex(other.next())).not.toBe(toHex(new RunTags(RUN).next()));
});

test('a run id has 8 bytes', () => {
  expect(() => new RunTags(RUN.slice(1))).toThrow(UsageError);
});
