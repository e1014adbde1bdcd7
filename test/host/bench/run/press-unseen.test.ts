import { RigError } from '@fobkit/client';
import { expect, test } from 'vitest';
import { rigsWith, runOf } from './support.ts';

const unseen = rigsWith(() => ({
  kind: 'bench',
  lcd: () => Promise.reject(new RigError('lacking', 'nobody reads the LCD of a fob in use')),
}));

test('a press comes off though nobody can read the LCD then', async () => {
  const steps = 'steps: [press, { host: read-code }, { bank: { verify: accepted } }]';
  const { verdict, reasons } = await runOf(steps, { rigs: unseen });
  expect({ verdict, reasons }).toMatchObject({ verdict: 'PASS' });
});

test('a code that nobody could read is missed where it is wanted', async () => {
  const steps = 'steps: [press, { bank: { verify: accepted } }]';
  const { verdict, reasons } = await runOf(steps, { rigs: unseen });
  expect(verdict).toBe('INVALID');
  expect(reasons[0]?.message).toContain('no code');
});
