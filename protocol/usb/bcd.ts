import { UsageError } from '../bytes/errors.ts';

const VERSION = /^(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?!\d)/;

/**
 * A version as bcdDevice has it, JJMN: `1.2.3` is 0x0123. A number that has no room stands as its
 * largest, 99 or 9, so that newer versions never look older.
 *
 * @throws UsageError when the text does not begin with three numbers.
 */
export function bcdVersion(version: string): number {
  const match = VERSION.exec(version);
  if (match === null) throw new UsageError('a version is three numbers with points between');
  const [major = 0, minor = 0, patch = 0] = match.slice(1).map(Number);
  const first = Math.min(major, 99);
  const tens = Math.floor(first / 10);
  return (tens << 12) | ((first % 10) << 8) | (Math.min(minor, 9) << 4) | Math.min(patch, 9);
}
