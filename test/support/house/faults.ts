import type { Check } from './paths.ts';
import { scanSource } from './scan.ts';

/** How many faults the check finds in a file with this text. */
export function faults(check: Check, path: string, text: string): number {
  return check([scanSource(path, text)]).length;
}
