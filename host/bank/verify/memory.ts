import { addReading, followDrift } from '../policy/drift.ts';
import { countedWrong, locksAt } from '../policy/lock.ts';
import type { Policy } from '../policy/policy.ts';
import { MAX_ANSWERED, markOf } from './answered.ts';
import type { Challenge } from './code-source.ts';
import { type Motion, stepOf } from './motion.ts';
import type { TokenMemory } from './token-key.ts';

/** Most accepted factors that a token's memory keeps. */
export const MAX_ACCEPTED = 8;

/** The memory after one more wrong code, which may be the one that locks. */
export function afterWrong(memory: TokenMemory, policy: Policy, unixSeconds: number): TokenMemory {
  const wrongInARow = countedWrong(policy, memory, unixSeconds) + 1;
  return {
    ...memory,
    wrongInARow,
    wrongAt: unixSeconds,
    ...(locksAt(policy, wrongInARow) && { lockedAt: memory.lockedAt ?? unixSeconds }),
  };
}

/**
 * The memory after a code that has to wait. Where the clock was set back by more than the wait, the
 * wait begins anew: else it would last until the old time comes again.
 */
export function afterWait(
  memory: TokenMemory,
  retryAfter: number,
  unixSeconds: number,
): TokenMemory {
  const { wrongAt = unixSeconds } = memory;
  return wrongAt - unixSeconds > retryAfter ? { ...memory, wrongAt: unixSeconds } : memory;
}

/** How a code came to be accepted. */
export interface Acceptance {
  readonly factor: number;
  readonly motion: Motion;
  readonly policy: Policy;
  readonly unixSeconds: number;
  readonly challenge: Challenge | undefined;
  /** By a resynchronisation, which moves the middle whether or not the policy follows the drift. */
  readonly resynchronised: boolean;
}

/** The memory after an accepted code: it is used up, and what was wrong before is forgotten. */
export function afterAccepted(memory: TokenMemory, acceptance: Acceptance): TokenMemory {
  const { factor, motion, unixSeconds, challenge } = acceptance;
  const { idleAllowed: _idleAllowed, ...calm } = withoutResync(withoutLock(memory));
  return {
    ...calm,
    ...(motion.kind !== 'challenge' && { lastFactor: Math.max(factor, memory.lastFactor ?? 0) }),
    ...(motion.kind === 'time' && afterDrift(memory, acceptance, motion)),
    acceptedAt: unixSeconds,
    firstAcceptedAt: memory.firstAcceptedAt ?? unixSeconds,
    ...(challenge === undefined
      ? { accepted: [...(memory.accepted ?? []), factor].slice(-MAX_ACCEPTED) }
      : {
          answered: [...(memory.answered ?? []), { mark: markOf(challenge), factor }].slice(
            -MAX_ANSWERED,
          ),
        }),
  };
}

/** The memory without the count of wrong codes and what came of it. */
export function withoutLock(memory: TokenMemory): TokenMemory {
  const { wrongAt: _wrongAt, lockedAt: _lockedAt, ...rest } = memory;
  return { ...rest, wrongInARow: 0 };
}

/** The memory without the first code of a resynchronisation. */
export function withoutResync(memory: TokenMemory): TokenMemory {
  const { resync: _resync, ...rest } = memory;
  return rest;
}

function afterDrift(
  { driftSteps, readings }: TokenMemory,
  { factor, policy, unixSeconds, resynchronised }: Acceptance,
  motion: Motion & { readonly kind: 'time' },
): Pick<TokenMemory, 'driftSteps' | 'readings'> {
  const steps = factor - stepOf(motion, unixSeconds);
  return {
    driftSteps: resynchronised ? steps : followDrift(policy, driftSteps, steps),
    readings: addReading(readings, { at: unixSeconds, steps }),
  };
}
