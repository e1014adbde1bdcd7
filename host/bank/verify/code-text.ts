/** Longest text that is looked at; a code has 10 digits at most, and spaces. */
const LONGEST = 64;
const SPACES = /[\s\u3000]+/gu;
const FULL_WIDTH = /[０-９]/gu;
const FULL_WIDTH_ZERO = 0xff10;

/**
 * A code as it was typed, in plain digits: full-width digits (０–９) count as the digits that they
 * are, and spaces between them, which apps show, are dropped. Undefined when that does not leave
 * exactly `digits` ASCII digits.
 */
export function normaliseCode(text: string, digits: number): string | undefined {
  if (text.length > LONGEST) return undefined;
  const plain = text
    .replace(SPACES, '')
    .replace(FULL_WIDTH, (digit) => String(digit.charCodeAt(0) - FULL_WIDTH_ZERO));
  return plain.length === digits && /^[0-9]+$/.test(plain) ? plain : undefined;
}

/** A value that no code has. */
export const NO_CODE = -1;

/**
 * The value of a code as it was typed, to compare with those of a `CodeSource`; `NO_CODE` for what
 * cannot be a code of the token.
 */
export function valueOfCode(text: string, digits: number): number {
  const plain = normaliseCode(text, digits);
  const value = plain === undefined ? NO_CODE : Number(plain);
  // Ten digits may say more than the 31 bits that a code has.
  return value > 0x7fff_ffff ? NO_CODE : value;
}
