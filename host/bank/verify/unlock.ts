import { releaseColumns, resetColumns } from '../kernel/memory-columns.ts';
import { columnsOf, memoryOf } from './memory-numbers.ts';
import type { TokenMemory } from './token-key.ts';

/**
 * `release`: the lock and the count of wrong codes go, and nothing else (利用中止解除); a token that
 * was locked because nobody used it is good for its next code.
 * `reset`: the drift and the time of the last code go too, so that the window of the first use
 * applies again. Either way no code that was used comes back to life.
 */
export type UnlockHow = 'release' | 'reset';

/** What the bank remembers of a token after its lock was lifted. */
export function unlock(memory: TokenMemory, how: UnlockHow): TokenMemory {
  const columns = columnsOf(memory);
  if (how === 'release') {
    releaseColumns(columns, 0);
    return memoryOf(columns, memory);
  }
  resetColumns(columns, 0);
  return { ...memoryOf(columns, memory), readings: [] };
}
