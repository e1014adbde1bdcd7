import { type HostClock, type Reading, type ReadingOf, READING_UNITS } from '@fobkit/client';
import type { BenchPort, RelayWire, Tolerances } from '../bench-file/bench.ts';
import type { InstrumentSet } from '../instrument/instrument-set.ts';
import type { FobProbe } from './fob-probe.ts';

/** What the parts of a rig share: the port, its instruments, its fob. */
export interface PortTools {
  readonly port: BenchPort;
  readonly tolerances: Tolerances;
  readonly instruments: InstrumentSet;
  readonly probe: FobProbe;
  readonly clock: HostClock;
}

/** A value that an instrument took now. */
export function reading(
  clock: HostClock,
  of: ReadingOf,
  value: number,
  instrument: string,
): Reading {
  return { of, value, unit: READING_UNITS[of], instrument, unixMs: clock.unixMs() };
}

/** Whether the coil of a relay is to be drawn, for its wired contact to be closed or open. */
export function coilFor({ contact }: RelayWire, closed: boolean): boolean {
  return contact === 'normally-open' ? closed : !closed;
}
