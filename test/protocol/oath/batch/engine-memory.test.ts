import { expect, it } from 'vitest';
import { makeBatchEngine } from '../../../../protocol/oath/batch/batch-engine.ts';
import { batchModule, instantiate } from '../../../../protocol/oath/batch/engine-wasm.ts';
import { STAGE_ITEMS } from '../../../../protocol/oath/batch/kernel.ts';
import { SimdKernel } from '../../../../protocol/oath/batch/simd-kernel.ts';
import { hotpValue } from '../../../../protocol/oath/code-engine.ts';
import { prepareKey } from '../../../../protocol/oath/hmac.ts';
import { algorithms, countedSeed } from '../oath-support.ts';

const SEED = countedSeed(20);

it('keys of several hashes are used in turn, none by what another left in the lanes', () => {
  const engine = makeBatchEngine();
  const all = algorithms.map((algorithm) => {
    const keys = engine.keys(algorithm, 1);
    keys.set(0, SEED);
    return { algorithm, keys };
  });
  for (const [i, one] of all.entries()) {
    for (const { algorithm, keys } of [one, ...all.slice(i + 1), one, ...all.slice(0, i)]) {
      const values = new Int32Array(3);
      keys.codesOf(0, 9, values, 8);
      const key = prepareKey(algorithm, SEED);
      expect(Array.from(values), algorithm).toEqual([9, 10, 11].map((at) => hotpValue(key, at, 8)));
    }
  }
});

it.each(algorithms)('%s: keys that are wiped leave nothing but what was asked', (algorithm) => {
  const module = batchModule();
  const engine = module === undefined ? undefined : instantiate(module);
  if (engine === undefined) throw new Error('no SIMD here');
  const before = new Uint8Array(engine.memory.buffer).slice();
  const kernel = new SimdKernel(engine);
  const keys = kernel.keys(algorithm, 2);
  keys.set(0, countedSeed(40), 20);
  keys.set(1, new Uint8Array(200).fill(9), 200);
  keys.codesOf(1, 3, 8, 6);
  keys.codes(4, 6);
  keys.wipe();
  const after = new Uint8Array(engine.memory.buffer).slice();
  const [asked, answered] = [engine.INDICES.value, engine.RESULTS.value + 4 * STAGE_ITEMS];
  for (const memory of [before, after]) memory.fill(0, asked, answered);
  expect([after.length, after.findIndex((byte, at) => byte !== before[at])]).toEqual([
    before.length,
    -1,
  ]);
});
