import { readableBatchEngine } from '@fobkit/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policies } from '../../../../host/bank/policy/presets/presets.ts';
import { batchCodeSource } from '../../../../host/bank/verify/batch-source.ts';
import { oathCodeSource } from '../../../../host/bank/verify/code-source.ts';
import { resynchronise } from '../../../../host/bank/verify/resynchronise.ts';
import { freshMemory } from '../../../../host/bank/verify/token-key.ts';
import { codeOff, keyOf, NOW, totpKey } from './verify-support.ts';

const keys = fc
  .record({
    mode: fc.constantFrom('totp' as const, 'hotp' as const),
    algorithm: fc.constantFrom('SHA1' as const, 'SHA256' as const, 'SHA512' as const),
    digits: fc.integer({ min: 4, max: 10 }),
    seed: fc.uint8Array({ minLength: 1, maxLength: 150 }),
  })
  .map(({ seed, ...parameters }) => keyOf(parameters, seed));
const ranges = fc.array(
  fc.record({
    first: fc.oneof(fc.nat(100), fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER - 100 })),
    count: fc.integer({ min: 0, max: 40 }),
  }),
  { maxLength: 4 },
);

describe('codes by the batch engine', () => {
  it.each([
    ['fastest', batchCodeSource()],
    ['readable', batchCodeSource(readableBatchEngine)],
  ])('are those of the readable one, range after range: %s', (_, source) => {
    fc.assert(
      fc.property(keys, ranges, (key, asked) => {
        const values = source.values(key, asked, undefined);
        expect([...Array.from(values)]).toEqual([
          ...Array.from(oathCodeSource.values(key, asked, undefined)),
        ]);
      }),
      { numRuns: 60 },
    );
  });

  it('answer a challenge as the default does', () => {
    const suite = 'OCRA-1:HOTP-SHA1-6:QN08';
    const key = keyOf({ mode: 'ocra', suite });
    const asked = [{ first: 0, count: 1 }];
    const challenge = { question: '12345678' };
    const values = batchCodeSource().values(key, asked, challenge);
    expect([...Array.from(values)]).toEqual([
      ...Array.from(oathCodeSource.values(key, asked, challenge)),
    ]);
  });

  it('resynchronise as those of the default do, however wide the window', () => {
    const source = batchCodeSource();
    for (const policy of policies) {
      for (const off of [0, -90, 700]) {
        const codes = [codeOff(off), codeOff(off + 1)] as const;
        const asked = { key: totpKey, memory: freshMemory, policy, unixSeconds: NOW, codes };
        expect(resynchronise({ ...asked, source })).toEqual(resynchronise(asked));
      }
    }
  });
});
