/**
 * Whether a spreadsheet would run a text as a formula (OWASP, "CSV Injection"): such a text is
 * refused where it is read and where it is written. Quoting it or putting an apostrophe in front
 * would give the server another name than the one that was meant.
 */
export function isFormula(text: string): boolean {
  return /^[=+\-@\t\r＝＋－＠]/.test(text);
}

export const FORMULA = 'begins with a character that makes a spreadsheet run it as a formula';

/** A long number as a spreadsheet writes it back. */
export function isShortened(text: string): boolean {
  return /^\d(?:[.,]\d+)?E\+\d+$/i.test(text);
}

export const SHORTENED =
  'a spreadsheet has shortened this number (1.2E+19) and lost digits: take the file as its maker sent it';
