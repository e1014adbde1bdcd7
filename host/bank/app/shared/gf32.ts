/** Elements of GF(32) are 0 to 31; the field of x⁵ + x² + 1, in which 2 generates all but 0. */
const SIZE = 31;
const POLYNOMIAL = 0b100101;

const powers: number[] = [];
const logs: number[] = [];
for (let exponent = 0, value = 1; exponent < SIZE; exponent++) {
  powers[exponent] = value;
  logs[value] = exponent;
  value <<= 1;
  if (value > SIZE) value ^= POLYNOMIAL;
}

/** 2 to a power that may be negative. */
export function power(exponent: number): number {
  return powers[((exponent % SIZE) + SIZE) % SIZE] ?? 0;
}

export function multiply(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : power((logs[a] ?? 0) + (logs[b] ?? 0));
}

/** The exponent that makes an element of 2; the element is not 0. */
export function logarithm(element: number): number {
  return logs[element] ?? 0;
}
