import { logarithm, multiply, power } from './gf32.ts';

/**
 * A Reed-Solomon code over GF(32) with four check symbols: any four wrong symbols are noticed, and
 * of one its place is known. Data and check symbols together are at most 31.
 */
export const CHECKS = 4;

/** The polynomial whose roots are 2¹ to 2⁴, highest term (1) left out. */
const generator = makeGenerator();

function makeGenerator(): readonly number[] {
  let terms = [1];
  for (let root = 1; root <= CHECKS; root++) {
    const raised = [...terms, 0];
    terms = raised.map((term, index) => term ^ multiply(terms[index - 1] ?? 0, power(root)));
  }
  return terms.slice(1);
}

/** The four symbols that follow the data. */
export function checkSymbols(data: readonly number[]): readonly number[] {
  let rest: readonly number[] = new Array<number>(CHECKS).fill(0);
  for (const symbol of data) {
    const carry = symbol ^ (rest[0] ?? 0);
    rest = generator.map((term, index) => (rest[index + 1] ?? 0) ^ multiply(carry, term));
  }
  return rest;
}

/** `right`; or wrong, `at` the place of the one symbol that would make it so, if there is one. */
export type Check = { readonly right: true } | { readonly right: false; readonly at?: number };

/** Checks data followed by its check symbols. */
export function checkWord(word: readonly number[]): Check {
  const syndromes = [1, 2, 3, 4].map((root) =>
    word.reduce((sum, symbol) => multiply(sum, power(root)) ^ symbol, 0),
  );
  if (syndromes.every((syndrome) => syndrome === 0)) return { right: true };
  const [first = 0, second = 0] = syndromes;
  if (first === 0 || second === 0) return { right: false };
  const exponent = logarithm(second) - logarithm(first);
  const single = syndromes.every(
    (syndrome, index) => syndrome === multiply(first, power(exponent * index)),
  );
  const at = word.length - 1 - (((exponent % 31) + 31) % 31);
  return single && at >= 0 ? { right: false, at } : { right: false };
}
