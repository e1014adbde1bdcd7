import { OperatorError } from './operator-error.ts';

/** 1 to 64 characters, none of them a control character, without spaces at its ends. */
export function isOperatorName(text: string): boolean {
  return text.isWellFormed() && /^[^\s\p{Cc}](?:[^\p{Cc}]{0,62}[^\s\p{Cc}])?$/u.test(text);
}

/** @throws OperatorError `weak` */
export function checkOperatorName(text: string): void {
  if (isOperatorName(text)) return;
  throw new OperatorError(
    'weak',
    'a name has 1 to 64 characters, none that is not printed, and no space at its ends',
  );
}
