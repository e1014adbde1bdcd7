import type { TestedPart } from '@fobkit/protocol';
import type { FobReading } from './fob-reading.ts';
import type { Trouble } from './unit.ts';

/** From where on a fob is not good enough to be loaded. */
export interface UnitLimits {
  /** Charge in the cell below which a fob of this type tells that it is low, in percent. */
  readonly lowBatteryPercent: number;
  /** How far the clock of a fob may be off right after it was set, in milliseconds. */
  readonly clockToleranceMs: number;
}

export const DEFAULT_LIMITS: UnitLimits = { lowBatteryPercent: 10, clockToleranceMs: 1_000 };

export interface Ailment {
  readonly trouble: Trouble;
  readonly why: string;
}

/** Parts whose failure is told as a fob that is dying, and not as a failed self-test. */
const WEARING: readonly TestedPart[] = ['battery', 'flash'];

/** What is wrong with a fob that otherwise is the right one; undefined when nothing is. */
export function ailmentOf(
  { info, status, selfTest }: FobReading,
  limits: UnitLimits,
): Ailment | undefined {
  if (info.lifecycle === 'dead' || info.lifecycle === 'expired') {
    return { trouble: 'dead', why: `it tells that it is ${info.lifecycle}` };
  }
  if (status.batteryPercent < limits.lowBatteryPercent) {
    const { batteryPercent, batteryMillivolts } = status;
    const held = `${String(batteryPercent)} % of its charge (${String(batteryMillivolts)} mV)`;
    return {
      trouble: 'dying',
      why: `its cell holds ${held}, less than ${String(limits.lowBatteryPercent)} %`,
    };
  }
  // The clock is judged by the lifecycle.
  const failed = (selfTest?.parts ?? []).filter(({ part, ok }) => !ok && part !== 'clock');
  const [first] = failed;
  if (first === undefined) return undefined;
  const parts = failed.map(({ part, value }) => `${part} (${String(value)})`).join(', ');
  const dying = failed.some(({ part }) => WEARING.includes(part));
  return { trouble: dying ? 'dying' : 'self-test', why: `its self-test finds fault with ${parts}` };
}
