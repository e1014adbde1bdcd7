import type { Transaction, TransactionKind } from './forms.ts';

export const TRANSACTION_KINDS: readonly TransactionKind[] = [
  'transfer',
  'cancel-reservation',
  'tax-payment',
  'file-transfer',
];
const LONGEST = 48;
const MOST_YEN = 9_999_999_999;
const CONTROL = /\p{Cc}/u;

/** Whether it is within its bounds. */
export function isTransaction({ kind, to, amount }: Transaction): boolean {
  return (
    TRANSACTION_KINDS.includes(kind) &&
    isLine(to, LONGEST) &&
    Number.isSafeInteger(amount) &&
    amount >= 1 &&
    amount <= MOST_YEN
  );
}

/** One line of text, not empty, of so many characters at most. */
export function isLine(text: string, longest: number): boolean {
  return (
    text.length <= 2 * longest &&
    text.isWellFormed() &&
    text.trim() !== '' &&
    [...text].length <= longest &&
    !CONTROL.test(text)
  );
}
