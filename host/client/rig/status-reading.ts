import type { FobStatus } from '@fobkit/protocol';
import { type Reading, type ReadingOf, READING_UNITS } from './reading.ts';
import { RigError } from './rig-error.ts';
import { toldReading } from './told-reading.ts';

/** What a fob tells of itself as a measurement. @throws RigError for what it cannot tell. */
export function readingOfStatus(what: ReadingOf, status: FobStatus, unixMs: number): Reading {
  if (what === 'current' || what === 'port-power') {
    throw new RigError('lacking', `no instrument here measures ${what}`);
  }
  const value = toldReading(what, status, unixMs);
  if (value === undefined) {
    throw new RigError('refused', 'the clock of the fob is lost: it has no drift');
  }
  return { of: what, value, unit: READING_UNITS[what], instrument: 'GetStatus', unixMs };
}
