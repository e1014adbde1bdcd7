import { expect, it } from 'vitest';
import { variantName } from '../../../../host/fleet/file/variant-name.ts';

it.each([
  [
    [
      ['normal', { behind: 4, ahead: 2 }],
      ['lockAfter', 3],
    ],
    '4 steps behind, 2 ahead; lock after 3',
  ],
  [
    [
      ['normal', 1],
      ['lockAfter', 'never'],
    ],
    '1 step behind, 1 ahead; no lock',
  ],
  [[['followsDrift', false]], 'ignores the drift'],
  [
    [
      ['policy', { base: 'rsa' }],
      ['resync.byHand', 9],
    ],
    'rsa; resync by hand 9',
  ],
  [
    [['counters', { lookAhead: 3, resyncLookAhead: 100 }]],
    'counters: look ahead 3, resync look ahead 100',
  ],
] as const)('a policy is named in words: %j', (changes, name) => {
  expect(variantName(changes)).toBe(name);
});
