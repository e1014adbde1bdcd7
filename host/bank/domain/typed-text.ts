/** What people type into a form, taken as far as it can be meant. */
export interface Taken {
  readonly text: string;
  /** Whether full-width characters were taken as half-width ones. */
  readonly wasWide: boolean;
}

const LONGEST = 256;
const WIDE = /[\uff01-\uff5e\u3000]/g;
/** A serial: 4 to 64 letters, digits and hyphens (tokens.md §1.1). */
const SERIAL = /^[A-Z0-9][A-Z0-9-]{3,63}$/;
const CODE = /^[0-9]{4,10}$/;
const CONFIRMATION = /^[A-Za-z0-9]{6,12}$/;
const TWO_DIGITS = /^[0-9]{2}$/;
/** Yen in digits alone, or with a comma before each group of three. */
const AMOUNT = /^[¥￥]?((?:[0-9]{1,3}(?:,[0-9]{3})+)|[0-9]{1,10})円?$/;

/** Spaces around and between groups of digits go; letters become capitals, as they are printed. */
export function takeSerial(typed: string): Taken | undefined {
  const taken = halfWidth(typed);
  const text = taken.text.toUpperCase();
  return SERIAL.test(text) ? { ...taken, text } : undefined;
}

/** 4 to 10 digits; full-width ones are taken as digits. */
export function takeCode(typed: string): Taken | undefined {
  const taken = halfWidth(typed);
  return CODE.test(taken.text) ? taken : undefined;
}

/** Two digits of the customer card. */
export function takeCell(typed: string): string | undefined {
  const { text } = halfWidth(typed);
  return TWO_DIGITS.test(text) ? text : undefined;
}

/**
 * Yen, 0 for what is none. Full-width digits are taken; what only resembles digits (², ①), and commas
 * where none belong, are not: it would be another amount than the one that was meant.
 */
export function takeYen(typed: string): number {
  const [, digits = ''] = AMOUNT.exec(halfWidth(typed).text) ?? [];
  const yen = digits.replaceAll(',', '');
  return yen.length <= 10 ? Number(yen) : 0;
}

/** 半角英数字6～12文字, as it is typed: full-width characters are refused. */
export function isConfirmation(typed: string): boolean {
  return CONFIRMATION.test(typed);
}

function halfWidth(typed: string): Taken {
  if (typed.length > LONGEST) return { text: '', wasWide: false };
  const narrow = typed.replace(WIDE, (wide) =>
    wide === '\u3000' ? ' ' : String.fromCharCode(wide.charCodeAt(0) - 0xfee0),
  );
  return { text: narrow.replace(/\s+/g, ''), wasWide: narrow !== typed };
}
