import { CHECKS, checkSymbols, checkWord } from './check-symbols.ts';

/** Crockford's base 32: no I, L, O and U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const DATA = 26;
/** Letters and digits of a code without its hyphens. */
export const CODE_LENGTH = DATA + CHECKS;
const GROUP = 5;
/** Longer input is no code, whatever it is. */
const MOST_INPUT = 400;

/** Bytes of randomness that a code takes; of the last one two bits are used, 130 in all. */
export const CODE_RANDOM_BYTES = 17;

/** Makes the 30 characters of a new code of random bytes (docs/bank/app.md §2). */
export function activationCode(random: Uint8Array): string {
  if (random.length !== CODE_RANDOM_BYTES) throw new RangeError('random: not 17 bytes');
  const bits = [...random].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const data = Array.from({ length: DATA }, (_, index) =>
    Number.parseInt(bits.slice(index * 5, index * 5 + 5), 2),
  );
  return [...data, ...checkSymbols(data)].map((symbol) => ALPHABET.charAt(symbol)).join('');
}

/** As it is printed and typed: six groups of five. */
export function groupedCode(code: string): string {
  return (code.match(/.{1,5}/g) ?? []).join('-');
}

/** What was read; `group` (1 to 6) is where a typo is, if it is one alone. */
export type ReadCode =
  | { readonly code: string }
  | { readonly fault: 'length'; readonly found: number }
  | { readonly fault: 'character'; readonly character: string }
  | { readonly fault: 'typo'; readonly group?: number };

/**
 * Reads a code as people give it: typed in small or full-width letters, with or without hyphens,
 * O for 0 and I or L for 1, or as the whole address of the QR code.
 */
export function readActivationCode(input: string): ReadCode {
  if (input.length > MOST_INPUT) return { fault: 'length', found: input.length };
  const text = afterFragment(input.normalize('NFKC'))
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}\u2212\u30FC\u00AD\u200B]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  const symbols = [...text].map((character) => ALPHABET.indexOf(character));
  const strange = symbols.indexOf(-1);
  if (strange >= 0) return { fault: 'character', character: [...text][strange] ?? '' };
  if (symbols.length !== CODE_LENGTH) return { fault: 'length', found: symbols.length };
  const check = checkWord(symbols);
  if (check.right) return { code: text };
  return check.at === undefined
    ? { fault: 'typo' }
    : { fault: 'typo', group: Math.floor(check.at / GROUP) + 1 };
}

/** The address in the QR code: the code is in the fragment, which browsers send to nobody. */
export function activationUrl(page: string, code: string): string {
  return `${page}#a=${groupedCode(code)}`;
}

/** The code in a fragment `#a=…`, as it stands there. */
export function codeInFragment(fragment: string): string | undefined {
  return fragment.startsWith('#a=') && fragment.length <= MOST_INPUT
    ? fragment.slice('#a='.length)
    : undefined;
}

function afterFragment(text: string): string {
  const at = text.indexOf('#a=');
  return at < 0 ? text : text.slice(at + '#a='.length);
}
