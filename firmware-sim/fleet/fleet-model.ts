import { TICKS_PER_SECOND } from '@fobkit/protocol';
import { CellModel } from './cell-model.ts';
import { ClimateTable } from './climate-table.ts';
import { boundsOf } from './draw-distribution.ts';
import type { FleetSpec } from './fleet-spec.ts';
import { type PressFact, type PressFacts, pressFacts } from './press-facts.ts';

/** Owners press between seven and twenty-three, guessers at night. */
export const WAKES_AT = 25_200;
export const WAKING_SECONDS = 57_600;

/** More presses a day than that no dice are kept for. */
const MOST_A_DAY = 250;

/** What holds for every fob of a fleet. */
export interface FleetModel {
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
  /** Seconds from one try to the next: the LCD is dark again and the next step has come. */
  readonly retrySeconds: number;
  /** Seconds that are kept free behind a press, for all tries that may follow. */
  readonly sessionSeconds: number;
  /** Most presses of a day. */
  readonly mostADay: number;
}

export function fleetModel(spec: FleetSpec): FleetModel {
  const { battery } = spec.profile.parts;
  const { product } = spec.profile;
  const facts = pressFacts(spec.profile, spec.codes.stepSeconds);
  const { onSeconds, lowBatterySeconds } = product.display;
  const typing = Math.ceil(boundsOf(spec.owners.typingSeconds).most);
  const retrySeconds =
    1 + Math.max(onSeconds + lowBatterySeconds + 1, spec.codes.stepSeconds, typing);
  const sessionSeconds = retrySeconds * (mostRounds(spec) + 1);
  return {
    spec,
    facts,
    climate: new ClimateTable(spec),
    cell: new CellModel(spec, facts),
    besideSleepNa: (battery.loadsNa['rtc'] ?? 0) + facts.standingNa,
    mostPresses: product.endOfLife.presses ?? Infinity,
    healthyDelay: nanoseconds(facts.healthy),
    warnedDelay: nanoseconds(facts.warned),
    retrySeconds,
    sessionSeconds,
    mostADay: Math.max(1, Math.min(MOST_A_DAY, Math.floor(WAKING_SECONDS / (sessionSeconds + 1)))),
  };
}

/** Each try may be asked for one code more, and so may those after the two calls. */
export function mostRounds({ owners }: FleetSpec): number {
  return 2 * (owners.triesBeforeCall + 2);
}

function nanoseconds({ delayTicks }: PressFact): number {
  return Math.floor((delayTicks * 1_000_000_000) / TICKS_PER_SECOND);
}
