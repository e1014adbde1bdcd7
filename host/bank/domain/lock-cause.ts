import type { Policy } from '../policy/policy.ts';
import { locksByIdleness } from '../policy/lock.ts';
import type { Lock, Registration } from './contract.ts';
import type { Books } from './decision.ts';
import { serialKey } from './books.ts';
import type { Token } from './token.ts';

/**
 * Why something is suspended: wrong codes at a transaction or gateway, wrong serials and codes at
 * registration, a token that nobody used for long, or one that was not registered.
 */
export type LockCause = 'wrong-codes' | 'wrong-registrations' | 'idle' | 'unregistered-token';

/** Of a registration's lock, or of the contract's own. */
export function lockCause(
  { contract, tokens }: Books,
  lock: Lock,
  policy: Policy,
  of?: Registration,
): LockCause {
  if (lock.kind === 'unregistered-token') return lock.kind;
  const locked = tokens.filter(
    ({ serial }) => of === undefined || serialKey(serial) === serialKey(of.serial),
  );
  if (locked.some((token) => wasIdle(token, lock, policy))) return 'idle';
  const isByRegistration = of === undefined && contract.wrongRegistrations > 0;
  return isByRegistration ? 'wrong-registrations' : 'wrong-codes';
}

function wasIdle({ memory }: Token, { at }: Lock, policy: Policy): boolean {
  const { lockedAt, acceptedAt, idleAllowed } = memory;
  return (
    lockedAt === Math.floor(at / 1000) &&
    idleAllowed !== true &&
    locksByIdleness(policy, acceptedAt, lockedAt)
  );
}
