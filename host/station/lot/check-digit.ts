/** How a check digit is made of the characters before it. */
export type CheckDigit = 'luhn' | 'mod11' | 'iso7064';

const ALPHANUMERIC = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** Weights of ISBN-10, from the last digit on; a longer number begins again. */
const MOD11_WEIGHTS = [2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

/**
 * The check character of a text. Hyphens and other separators do not count, and to luhn and mod11
 * letters do not either. `luhn`: ISO/IEC 7812-1 Annex B. `mod11`: weights 2 to 10 from the right, as
 * of an ISBN-10, with X for ten. `iso7064`: hybrid MOD 11,10 of digits alone, MOD 37,36 where there
 * are letters, small ones read as capitals (ISO/IEC 7064 §8).
 */
export function checkCharacter(text: string, kind: CheckDigit): string {
  switch (kind) {
    case 'luhn':
      return luhn(digitsOf(text));
    case 'mod11':
      return mod11(digitsOf(text));
    case 'iso7064':
      return hybrid(charactersOf(text));
  }
}

function luhn(digits: readonly number[]): string {
  const sum = digits.toReversed().reduce((total, digit, index) => {
    const doubled = index % 2 === 0 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return String((10 - (sum % 10)) % 10);
}

function mod11(digits: readonly number[]): string {
  const sum = digits
    .toReversed()
    .reduce((total, digit, index) => total + digit * weightAt(index), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? 'X' : String(check);
}

function weightAt(index: number): number {
  return MOD11_WEIGHTS[index % MOD11_WEIGHTS.length] ?? 2;
}

function hybrid(values: readonly number[]): string {
  const modulus = values.some((value) => value > 9) ? 36 : 10;
  let product = modulus;
  for (const value of values) {
    const sum = (product + value) % modulus;
    product = ((sum === 0 ? modulus : sum) * 2) % (modulus + 1);
  }
  return ALPHANUMERIC.charAt((modulus + 1 - product) % modulus);
}

function digitsOf(text: string): readonly number[] {
  return [...text.replaceAll(/[^0-9]/g, '')].map(Number);
}

function charactersOf(text: string): readonly number[] {
  return [...text.toUpperCase()].map((it) => ALPHANUMERIC.indexOf(it)).filter((it) => it >= 0);
}
