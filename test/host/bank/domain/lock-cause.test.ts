import { expect, test } from 'vitest';
import { type LockCause, lockCause } from '../../../../host/bank/domain/lock-cause.ts';
import type { Lock } from '../../../../host/bank/domain/contract.ts';
import { asahi1303 } from '../../../../host/bank/policy/presets/shinkin.ts';
import { freshMemory, type TokenMemory } from '../../../../host/bank/verify/token-key.ts';
import { inUse, NOW, registered, token } from './support.ts';

const CODES: Lock = { kind: 'codes', at: NOW };
const DAYS_90 = { ...asahi1303, idle: { ...asahi1303.idle, lockAfterDays: 90 } };
const SECONDS = Math.floor(NOW / 1000);
const LATE: TokenMemory = {
  ...freshMemory,
  lockedAt: SECONDS,
  acceptedAt: SECONDS - 91 * 86_400,
};

test.each<[string, Lock, TokenMemory, LockCause]>([
  ['wrong codes', CODES, { ...freshMemory, lockedAt: SECONDS, wrongInARow: 3 }, 'wrong-codes'],
  ['a token that was not used for 91 days', CODES, LATE, 'idle'],
  ['one that was, but used wrongly', CODES, { ...LATE, acceptedAt: SECONDS - 60 }, 'wrong-codes'],
  ['one whose idleness was forgiven', CODES, { ...LATE, idleAllowed: true }, 'wrong-codes'],
  [
    'a token that is not registered',
    { kind: 'unregistered-token', at: NOW },
    LATE,
    'unregistered-token',
  ],
])('a registration locked by %s', (_, lock, memory, cause) => {
  const of = registered('AAAA0001');
  const { contract } = inUse();
  const books = { contract, tokens: [token('AAAA0001', { state: 'registered', memory })] };
  expect(lockCause(books, lock, DAYS_90, of)).toBe(cause);
});

test.each<[string, number, LockCause]>([
  ['wrong registrations', 3, 'wrong-registrations'],
  ['a lock that was that of a scrapped token', 0, 'wrong-codes'],
])('the contract locked by %s', (_, wrongRegistrations, cause) => {
  expect(lockCause(inUse({ wrongRegistrations, lock: CODES }), CODES, DAYS_90)).toBe(cause);
});

test('the contract locked by an idle token at its registration', () => {
  const idle = token('BBBB0002', { state: 'cancelled', memory: LATE });
  expect(lockCause(inUse({ lock: CODES }, idle), CODES, DAYS_90)).toBe('idle');
});
