import { type BatchEngine, type BatchKeys, makeBatchEngine } from '@fobkit/protocol';
import { type CodeSource, type FactorRange, oathCodeSource } from './code-source.ts';

/**
 * The codes of a token by the batch engine, for windows of thousands of factors. Each factor's code
 * is made, whatever is looked for; codes that answer a challenge come from `oathCodeSource`.
 * `makeEngine` is asked at the first use.
 */
export function batchCodeSource(makeEngine: () => BatchEngine = makeBatchEngine): CodeSource {
  let engine: BatchEngine | undefined;
  return {
    values: (key, ranges, challenge) => {
      const { mode, algorithm, digits } = key.parameters;
      if (mode === 'ocra') return oathCodeSource.values(key, ranges, challenge);
      engine ??= makeEngine();
      const keys = engine.keys(algorithm, 1);
      const bytes = key.seed.reveal();
      try {
        keys.set(0, bytes);
        return valuesOf(keys, ranges, digits);
      } finally {
        bytes.fill(0);
        keys.free();
      }
    },
  };
}

function valuesOf(keys: BatchKeys, ranges: readonly FactorRange[], digits: number): Int32Array {
  const values = new Int32Array(ranges.reduce((sum, { count }) => sum + count, 0));
  let at = 0;
  for (const { first, count } of ranges) {
    if (count > 0) keys.codesOf(0, first, values.subarray(at, at + count), digits);
    at += count;
  }
  return values;
}
