import { addReading } from '../policy/drift.ts';
import { MAX_ANSWERED, markOf } from './answered.ts';
import type { Challenge } from './code-source.ts';
import { type Motion, stepOf } from './motion.ts';
import type { TokenMemory } from './token-key.ts';

/** Most accepted factors that a token's memory keeps. */
export const MAX_ACCEPTED = 8;

/** A code that was accepted. */
export interface Acceptance {
  readonly factor: number;
  readonly motion: Motion;
  readonly unixSeconds: number;
  readonly challenge: Challenge | undefined;
}

/** The memory with an accepted code in its lists. */
export function withAccepted(memory: TokenMemory, acceptance: Acceptance): TokenMemory {
  const { factor, motion, unixSeconds, challenge } = acceptance;
  const { readings, accepted = [], answered = [], firstAcceptedAt = unixSeconds } = memory;
  return {
    ...memory,
    ...(motion.kind === 'time' && {
      readings: addReading(readings, {
        at: unixSeconds,
        steps: factor - stepOf(motion, unixSeconds),
      }),
    }),
    firstAcceptedAt,
    ...(challenge === undefined
      ? { accepted: [...accepted, factor].slice(-MAX_ACCEPTED) }
      : {
          answered: [...answered, { mark: markOf(challenge), factor }].slice(-MAX_ANSWERED),
        }),
  };
}
