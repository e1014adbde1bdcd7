import { TICKS_PER_SECOND } from '@fobkit/protocol';

/** Ticks in a Julian year of 365.25 days. */
export const TICKS_PER_YEAR = 31_557_600 * TICKS_PER_SECOND;

/** 2^52. */
const EXACT_PRODUCT = 4_503_599_627_370_496;

/**
 * `a ÷ b` rounded down, exact for integers |a| ≤ 2^52 and b > 0: the quotient's distance from the
 * next integer is then at least the rounding error of the division.
 */
export function floorDiv(a: number, b: number): number {
  return Math.floor(a / b);
}

/** A quotient and what is left over, 0 ≤ remainder < divisor. */
export interface Division {
  readonly quotient: number;
  readonly remainder: number;
}

/**
 * `(count × rate + carry) ÷ divisor` with no rounding, though the product may pass 2^53.
 * Integers: 0 ≤ count ≤ 2^32, |rate| ≤ 2^33, 0 < divisor ≤ 2^33, 0 ≤ carry < divisor,
 * and a quotient within ±2^53.
 */
export function mulDiv(count: number, rate: number, carry: number, divisor: number): Division {
  const product = count * rate + carry;
  if (Math.abs(product) <= EXACT_PRODUCT) {
    const quotient = floorDiv(product, divisor);
    return { quotient, remainder: product - quotient * divisor };
  }
  const high = floorDiv(count, 65_536);
  const low = count - high * 65_536;
  const highQuotient = floorDiv(high * rate, divisor);
  const highRemainder = high * rate - highQuotient * divisor;
  const rest = highRemainder * 65_536 + low * rate + carry;
  const restQuotient = floorDiv(rest, divisor);
  return {
    quotient: highQuotient * 65_536 + restQuotient,
    remainder: rest - restQuotient * divisor,
  };
}
