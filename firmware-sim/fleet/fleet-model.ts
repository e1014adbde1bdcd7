import { TICKS_PER_SECOND } from '@fobkit/protocol';
import { CellModel } from './cell-model.ts';
import { ClimateTable } from './climate-table.ts';
import type { FleetSpec } from './fleet-spec.ts';
import { type PressFact, type PressFacts, pressFacts } from './press-facts.ts';
import { type SessionTimes, sessionTimes } from './session-times.ts';

/** What holds for every fob of a fleet. */
export interface FleetModel extends SessionTimes {
  readonly spec: FleetSpec;
  readonly facts: PressFacts;
  readonly climate: ClimateTable;
  readonly cell: CellModel;
  /** Clock of the fob type beside sleep, and a display that is always on, in nA. */
  readonly besideSleepNa: number;
  /** Presses after which the type shows no code. */
  readonly mostPresses: number;
  /** Nanoseconds of the fob's clock from a press to its code, rounded down. */
  readonly healthyDelay: number;
  readonly warnedDelay: number;
}

export function fleetModel(spec: FleetSpec): FleetModel {
  const { battery } = spec.profile.parts;
  const { product } = spec.profile;
  const facts = pressFacts(spec.profile, spec.codes.stepSeconds);
  return {
    ...sessionTimes(spec),
    spec,
    facts,
    climate: new ClimateTable(spec),
    cell: new CellModel(spec, facts),
    besideSleepNa: (battery.loadsNa['rtc'] ?? 0) + facts.standingNa,
    mostPresses: product.endOfLife.presses ?? Infinity,
    healthyDelay: nanoseconds(facts.healthy),
    warnedDelay: nanoseconds(facts.warned),
  };
}

function nanoseconds({ delayTicks }: PressFact): number {
  return Math.floor((delayTicks * 1_000_000_000) / TICKS_PER_SECOND);
}
