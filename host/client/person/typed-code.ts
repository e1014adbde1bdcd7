import { MAX_DIGITS, MIN_DIGITS } from '@fobkit/protocol';

/** Why what was typed cannot be a code. */
export type WrongCode =
  | { readonly kind: 'not-digits' }
  | { readonly kind: 'too-few' | 'too-many'; readonly typed: number };

/**
 * A code as people type it: with the gaps that an LCD shows, and in full-width digits where an
 * input method makes them.
 *
 * @param digits How many it must have; what any code may have if absent.
 */
export function typedCode(text: string, digits?: number): string | WrongCode {
  const code = text.normalize('NFKC').replace(/[\s-]/g, '');
  if (!/^[0-9]+$/.test(code)) return { kind: 'not-digits' };
  const typed = code.length;
  if (typed < (digits ?? MIN_DIGITS)) return { kind: 'too-few', typed };
  if (typed > (digits ?? MAX_DIGITS)) return { kind: 'too-many', typed };
  return code;
}
