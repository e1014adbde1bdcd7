import type { RigLcd } from '@fobkit/protocol';

/** The rows as a report has them; empty while it is off. */
export function lcdText({ on, rows }: RigLcd): string {
  return on ? spaced(rows.join(' ')) : '';
}

/** A text with one space for each stretch of them, and none around it. */
export function spaced(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ');
}

/**
 * What somebody would copy as a code: a row of as many signs as a code has digits, most of them
 * digits. A broken segment can make one of them no digit.
 */
export function codeOn(lcd: RigLcd, digits: number): string | undefined {
  if (!lcd.on || lcd.masked) return undefined;
  return lcd.rows.map((row) => row.replaceAll(/[\s.]/g, '')).find((row) => isCode(row, digits));
}

function isCode(row: string, digits: number): boolean {
  const signs = [...row];
  if (signs.length !== digits) return false;
  return signs.filter((sign) => /^\d$/.test(sign)).length >= digits - 2;
}
