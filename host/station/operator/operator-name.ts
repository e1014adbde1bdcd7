/** 1 to 64 characters, none of them a control character, without spaces at its ends. */
export function isOperatorName(text: string): boolean {
  return text.isWellFormed() && /^[^\s\p{Cc}](?:[^\p{Cc}]{0,62}[^\s\p{Cc}])?$/u.test(text);
}
