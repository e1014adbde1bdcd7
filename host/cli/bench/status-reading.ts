import {
  type Reading,
  type ReadingOf,
  READING_UNITS,
  RigError,
  ticksOfUnixMs,
} from '@fobkit/client';
import { type FobStatus, TICKS_PER_SECOND } from '@fobkit/protocol';

/** What a fob tells of itself as a measurement. @throws RigError for what it cannot tell. */
export function readingOfStatus(what: ReadingOf, status: FobStatus, unixMs: number): Reading {
  const value = valueOf(what, status, unixMs);
  return { of: what, value, unit: READING_UNITS[what], instrument: 'GetStatus', unixMs };
}

function valueOf(what: ReadingOf, status: FobStatus, unixMs: number): number {
  switch (what) {
    case 'rail':
      return status.batteryMillivolts / 1000;
    case 'temperature':
      return status.deciCelsius / 10;
    case 'battery':
      return status.batteryPercent;
    case 'drift':
      if (status.clock !== undefined) {
        return (status.clock - ticksOfUnixMs(unixMs)) / TICKS_PER_SECOND;
      }
      throw new RigError('refused', 'the clock of the fob is lost: it has no drift');
    case 'uptime':
      return status.uptime / TICKS_PER_SECOND;
    case 'resets':
      return status.resets;
    case 'presses':
      return status.presses;
    case 'current':
    case 'port-power':
      throw new RigError('lacking', `no instrument here measures ${what}`);
  }
}
