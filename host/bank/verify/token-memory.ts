import * as v from 'valibot';
import { MAX_READINGS } from '../policy/drift.ts';
import { MAX_ANSWERED } from './answered.ts';
import { MAX_ACCEPTED } from './memory.ts';
import type { TokenMemory } from './token-key.ts';

const integer = v.pipe(v.number(), v.safeInteger());
const natural = v.pipe(integer, v.minValue(0));

/** A token's memory as it stands in a database. Fields that are not known are dropped. */
export const tokenMemory: v.GenericSchema<unknown, TokenMemory> = v.object({
  lastFactor: v.exactOptional(natural),
  driftSteps: integer,
  acceptedAt: v.exactOptional(integer),
  wrongInARow: natural,
  wrongAt: v.exactOptional(integer),
  lockedAt: v.exactOptional(integer),
  idleAllowed: v.exactOptional(v.boolean()),
  resync: v.exactOptional(v.object({ factor: natural, at: integer })),
  readings: v.pipe(v.array(v.object({ at: integer, steps: integer })), v.maxLength(MAX_READINGS)),
  accepted: v.exactOptional(v.pipe(v.array(natural), v.maxLength(MAX_ACCEPTED))),
  answered: v.exactOptional(
    v.pipe(
      v.array(v.object({ mark: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)), factor: natural })),
      v.maxLength(MAX_ANSWERED),
    ),
  ),
  firstAcceptedAt: v.exactOptional(integer),
  seen: v.exactOptional(natural),
});
