import { isEntraHeading } from '../csv/entra.ts';
import { isMultiotpHeading } from '../csv/multiotp.ts';
import type { LineFormat } from './format.ts';
import type { Line } from './text.ts';

/** What the lines look like, by the first that tells; undefined where none does. */
export function recogniseLines(lines: readonly Line[]): LineFormat | undefined {
  for (const { text } of lines.slice(0, LOOKED_AT)) {
    const format = recogniseLine(text.trim());
    if (format !== undefined) return format;
  }
  return undefined;
}

/** Lines that are looked at: a few comments and bad lines may stand above the first good one. */
const LOOKED_AT = 100;

function recogniseLine(line: string): LineFormat | undefined {
  if (/^otpauth:/i.test(line)) return 'otpauth';
  if (/^#\s*version:\s*\d/.test(line)) return 'privacyidea';
  if (line.startsWith('#')) return undefined;
  if (isEntraHeading(line)) return 'entra';
  if (/^HOTP(?:\/\S+)?[ \t]+\S/.test(line)) return 'usersfile';
  if (isMultiotpHeading(line)) return 'multiotp';
  return recogniseCells(
    line.split(/[;,\t]/).map((cell) => cell.trim().toLowerCase()),
    line,
  );
}

function recogniseCells(cells: readonly string[], line: string): LineFormat | undefined {
  const [, second = '', third = '', fourth = ''] = cells;
  const type = /^(?:hotp|totp|hmac|ocra2?)$/;
  // Both have the type third; then one has the digits and the other the seed.
  if (type.test(third) && cells.length >= 6 && !/^\d{1,2}$/.test(fourth)) return 'multiotp';
  if (!line.includes(',')) return undefined;
  const seed = /^[0-9a-f]{8,}$/;
  if (type.test(third) || (cells.length <= 2 && seed.test(second))) return 'privacyidea';
  return undefined;
}
