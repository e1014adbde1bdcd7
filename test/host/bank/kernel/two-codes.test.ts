import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policyNumbers } from '../../../../host/bank/kernel/policy-numbers.ts';
import { nearestPair } from '../../../../host/bank/kernel/two-codes.ts';
import { plainPolicy } from '../verify/verify-support.ts';

const steps = { kind: 'time', stepSeconds: 30, t0: 0, answers: false } as const;

describe('of the factors that show two codes', () => {
  it('a pair is what a search from the middle outwards finds first', () => {
    const reach = fc.integer({ min: 1, max: 25 });
    const asked = fc.record({
      window: fc.record({ behind: reach, ahead: reach }),
      gap: fc.integer({ min: 1, max: 4 }),
      middle: fc.integer({ min: 0, max: 80 }),
      floor: fc.integer({ min: 0, max: 80 }),
      // So few codes that nearly all of them are seen in several places.
      codes: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 130, maxLength: 130 }),
      first: fc.integer({ min: 0, max: 5 }),
      second: fc.integer({ min: 0, max: 5 }),
    });
    let found = 0;
    fc.assert(
      fc.property(asked, ({ codes, first, floor, gap, middle, second, window }) => {
        const resync = { ...plainPolicy.resync, byHand: window, gap };
        const numbers = policyNumbers({ ...plainPolicy, resync }, steps);
        const factors = codes.map((_, factor) => factor);
        const pair = nearestPair(
          numbers,
          { middle, floor },
          {
            first: factors.filter((factor) => codes[factor] === first),
            second: factors.filter((factor) => codes[factor] === second),
          },
        );
        const isAt = (a: number, b: number): boolean =>
          a >= Math.max(0, floor, middle - window.behind) &&
          b <= middle + window.ahead + gap &&
          codes[a] === first &&
          codes[b] === second;
        const pairs: { first: number; second: number }[] = [];
        for (let far = 0; far < 130 && pairs.length === 0; far++) {
          for (let after = 1; after <= gap; after++) {
            for (const one of [middle - far, middle + far]) {
              if (isAt(one, one + after)) pairs.push({ first: one, second: one + after });
            }
          }
        }
        if (pairs.length > 0) found++;
        expect(pair).toEqual(pairs.toSorted((a, b) => a.second - b.second || a.first - b.first)[0]);
      }),
      { numRuns: 2000 },
    );
    expect(found).toBeGreaterThan(300);
  });
});
