import type { Transaction, TransactionKind } from './forms.ts';
import type { SentenceId } from './sentences.ts';

export const TRANSACTION_KINDS: readonly TransactionKind[] = [
  'transfer',
  'cancel-reservation',
  'tax-payment',
  'file-transfer',
];
const LONGEST = 48;
const MOST_YEN = 9_999_999_999;
const CONTROL = /\p{Cc}/u;

/** What of it is out of bounds; undefined: nothing. */
export function transactionFault({ kind, to, amount }: Transaction): SentenceId | undefined {
  if (!TRANSACTION_KINDS.includes(kind)) return 'transaction-form';
  if (!isLine(to, LONGEST)) return 'payee-form';
  const isAmount = Number.isSafeInteger(amount) && amount >= 1 && amount <= MOST_YEN;
  return isAmount ? undefined : 'amount-form';
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
