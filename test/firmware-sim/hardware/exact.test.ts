import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { floorDiv, mulDiv } from '../../../firmware-sim/hardware/exact.ts';

describe('exact arithmetic', () => {
  it('mulDiv equals the same in big integers, beyond 2^53 too', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 32 }),
        fc.integer({ min: -(2 ** 31), max: 2 ** 31 }),
        fc.oneof(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 2 ** 20, max: 2 ** 31 })),
        fc.nat(),
        (count, rate, divisor, carrySeed) => {
          const carry = carrySeed % divisor;
          fc.pre(Math.abs(count * rate) / divisor < 2 ** 52);
          const { quotient, remainder } = mulDiv(count, rate, carry, divisor);
          const product = BigInt(count) * BigInt(rate) + BigInt(carry);
          expect(BigInt(quotient) * BigInt(divisor) + BigInt(remainder)).toBe(product);
          expect(remainder).toBeGreaterThanOrEqual(0);
          expect(remainder).toBeLessThan(divisor);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('floorDiv rounds down just below and at a multiple, up to 2^52', () => {
    for (const multiple of [1_000_000_000, 4_503_599_000_000_000]) {
      const quotient = multiple / 1_000_000_000;
      expect(floorDiv(multiple, 1_000_000_000)).toBe(quotient);
      expect(floorDiv(multiple - 1, 1_000_000_000)).toBe(quotient - 1);
      expect(floorDiv(-multiple - 1, 1_000_000_000)).toBe(-quotient - 1);
    }
  });
});
