import {
  Column,
  freshColumns,
  isIdleAllowed,
  MEMORY_WIDTH,
  wrongOf,
} from '../kernel/memory-columns.ts';
import { NEVER } from '../kernel/never.ts';
import type { TokenMemory } from './token-key.ts';

/** What of a token's memory is a number, in the columns of the policy's kernel. */
export function columnsOf(memory: TokenMemory): Float64Array {
  const { lastFactor = -1, acceptedAt = NEVER, wrongAt = NEVER, lockedAt = NEVER } = memory;
  const { wrongInARow, idleAllowed, resync, driftSteps } = memory;
  const columns = new Float64Array(MEMORY_WIDTH);
  freshColumns(columns, 0);
  columns[Column.lastFactor] = lastFactor;
  columns[Column.driftSteps] = driftSteps;
  columns[Column.acceptedAt] = acceptedAt;
  columns[Column.wrong] = 2 * wrongInARow + (idleAllowed === true ? 1 : 0);
  columns[Column.wrongAt] = wrongAt;
  columns[Column.lockedAt] = lockedAt;
  columns[Column.firstFactor] = resync?.factor ?? 0;
  columns[Column.firstAt] = resync?.at ?? NEVER;
  return columns;
}

/** The memory with the numbers that the columns have now. */
export function memoryOf(columns: Float64Array, memory: TokenMemory): TokenMemory {
  const [last = -1, driftSteps = 0, acceptedAt = NEVER, , wrongAt = NEVER] = columns;
  const [lockedAt = NEVER, factor = 0, at = NEVER] = columns.subarray(Column.lockedAt);
  const { readings, accepted, answered, firstAcceptedAt, seen } = memory;
  return {
    ...(last >= 0 && { lastFactor: last }),
    driftSteps,
    ...(acceptedAt !== NEVER && { acceptedAt }),
    wrongInARow: wrongOf(columns, 0),
    ...(wrongAt !== NEVER && { wrongAt }),
    ...(lockedAt !== NEVER && { lockedAt }),
    ...(isIdleAllowed(columns, 0) && { idleAllowed: true }),
    ...(at !== NEVER && { resync: { factor, at } }),
    readings,
    ...(accepted !== undefined && { accepted }),
    ...(answered !== undefined && { answered }),
    ...(firstAcceptedAt !== undefined && { firstAcceptedAt }),
    ...(seen !== undefined && { seen }),
  };
}
