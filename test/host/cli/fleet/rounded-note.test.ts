import { expect, it } from 'vitest';
import { roundedNote } from '../../../../host/cli/fleet/rounded-note.ts';

const codes = { mode: 'totp', algorithm: 'SHA256', digits: 8, stepSeconds: 60 } as const;

it('windows that are no whole number of steps are told once, whole ones and counters not', () => {
  const normal = { behind: 3, ahead: 2 };
  const odd = { base: 'ask-1020', normal };
  expect(roundedNote(['ask-1020', odd, { ...odd, lockAfter: 3 }], codes)).toBe(
    'windows are rounded down to steps of 60 s, those of the fobs: normal.behind 3 of 30 s as 1',
  );
  expect(roundedNote(['ask-1020'], codes)).toBeUndefined();
  expect(roundedNote([odd], { ...codes, mode: 'hotp' })).toBeUndefined();
});
