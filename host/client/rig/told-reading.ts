import { type FobStatus, TICKS_PER_SECOND } from '@fobkit/protocol';
import type { ReadingOf } from './reading.ts';

/** What a fob can tell of itself; the others take an instrument. */
export type ToldReading = Exclude<ReadingOf, 'current' | 'port-power'>;

/**
 * A reading as the fob tells it by GetStatus, in the unit of `READING_UNITS`; undefined for the
 * drift of a fob whose clock is lost.
 */
export function toldReading(
  what: ToldReading,
  status: FobStatus,
  unixMs: number,
): number | undefined {
  switch (what) {
    case 'rail':
      return status.batteryMillivolts / 1000;
    case 'temperature':
      return status.deciCelsius / 10;
    case 'battery':
      return status.batteryPercent;
    case 'uptime':
      return status.uptime / TICKS_PER_SECOND;
    case 'drift':
      if (status.clock === undefined) return undefined;
      return status.clock / TICKS_PER_SECOND - unixMs / 1000;
    case 'resets':
    case 'presses':
      return status[what];
  }
}
