import { type Reading, type ReadingOf, READING_UNITS, RigError } from '@fobkit/client';
import type { Fob } from '@fobkit/firmware-sim';
import { type RigFob, TICKS_PER_SECOND } from '@fobkit/protocol';

/** What one sees of an emulated fob from outside; the counts only from inside its process. */
export type Seen = Pick<
  RigFob,
  | 'buttonHeld'
  | 'cell'
  | 'celsius'
  | 'drawnNanoamps'
  | 'driftPpm'
  | 'driftTicks'
  | 'plugged'
  | 'running'
  | 'supplyMillivolts'
  | 'worldTicks'
> & {
  /** The charge that the fob takes it for, where that is not the cell's. */
  readonly toldPercent?: number | undefined;
  /** Ticks of 1/32768 s. */
  readonly uptimeTicks?: number | undefined;
  readonly resets?: number | undefined;
  readonly presses?: number | undefined;
};

/** What is so of a fob, its inside too. */
export function seenOf(fob: Fob, plugged: boolean): Seen {
  const { battery, button, crystal, rtc, thermometer } = fob.parts;
  const { driftTicks, firmware } = fob;
  const { rail } = battery;
  return {
    buttonHeld: button.held,
    cell: {
      present: battery.present,
      percent: battery.cellPercent(),
      millivolts: battery.millivolts(),
    },
    ...(rail.connected ? { supplyMillivolts: rail.millivolts } : {}),
    drawnNanoamps: battery.drawnNa,
    toldPercent: battery.percent(),
    celsius: thermometer.caseDeciCelsius / 10,
    driftPpm: crystal.offsetPpb / 1000,
    ...(driftTicks === undefined ? {} : { driftTicks }),
    plugged,
    running: fob.running,
    worldTicks: fob.worldTicks,
    uptimeTicks: rtc.uptime(),
    resets: firmware?.core.memory.resets,
    presses: firmware?.core.memory.presses,
  };
}

/** @throws RigError for what cannot be told now. */
export function readingOf(what: ReadingOf, seen: Seen): Reading {
  const unit = READING_UNITS[what];
  const unixMs = (seen.worldTicks * 1000) / TICKS_PER_SECOND;
  return { of: what, value: valueOf(what, seen), unit, instrument: 'model', unixMs };
}

function valueOf(what: ReadingOf, seen: Seen): number {
  switch (what) {
    case 'rail':
      return seen.cell.millivolts / 1000;
    case 'current':
      return told(what, seen.drawnNanoamps) / 1_000_000_000;
    case 'temperature':
      return seen.celsius;
    case 'drift':
      if (seen.driftTicks !== undefined) return seen.driftTicks / TICKS_PER_SECOND;
      throw new RigError('refused', 'the clock of the fob is lost: it has no drift');
    case 'battery':
      return seen.toldPercent ?? seen.cell.percent;
    case 'uptime':
      return told(what, seen.uptimeTicks) / TICKS_PER_SECOND;
    case 'resets':
    case 'presses':
      if (!seen.running) throw new RigError('refused', `the fob has no power to count ${what}`);
      return told(what, seen[what]);
    case 'port-power':
      return seen.plugged ? 1 : 0;
  }
}

function told(what: ReadingOf, value: number | undefined): number {
  if (value !== undefined) return value;
  throw new RigError('lacking', `the control channel does not tell ${what}: ask the fob`);
}
