import type { Fob } from '../fob/fob.ts';
import { restoreFob, takeSnapshot } from '../fob/snapshot.ts';

/**
 * Whether a production seed is, or may be, in the fob's flash. A fob without power cannot tell its
 * purpose, though its seed is there: a copy is given power and asked. When that does not wake
 * either, it counts as production.
 */
export function holdsProductionSeed(fob: Fob): boolean {
  if (fob.running) return fob.purpose === 'production';
  const copy = restoreFob(takeSnapshot(fob));
  copy.faults.clearAll();
  copy.insertCell(true);
  copy.plugIn();
  return !copy.running || copy.purpose === 'production';
}
