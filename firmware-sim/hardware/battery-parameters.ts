import type { Curve } from './curve.ts';

/** A primary cell and the fob's named loads on it. Sources beside the values, coin-cell.ts. */
export interface BatteryParameters {
  readonly type: string;
  /** Rated charge in µAh, down to the end of the open-circuit curve. */
  readonly capacityMicroampHours: number;
  /** Self-discharge at 20 °C, in ppm of the rated charge a year. */
  readonly selfDischargePpmPerYear: number;
  /** Its factor in thousandths over tenths of a degree. */
  readonly selfDischargeByTemperature: Curve;
  /** Millivolts without load over depth of discharge in thousandths. */
  readonly openCircuit: Curve;
  /** Internal resistance in milliohms over depth of discharge in thousandths, new, at 20 °C. */
  readonly resistance: Curve;
  /** Its factor in thousandths over tenths of a degree. */
  readonly resistanceByTemperature: Curve;
  /** Its growth in thousandths a year of age. */
  readonly resistanceAgeingPermillePerYear: number;
  /** Below this the chip resets. */
  readonly brownOutMillivolts: number;
  /** Currents of the loads by name in nA. `sleep` and `rtc` are on from the start. */
  readonly loadsNa: Readonly<Record<string, number>>;
}

/** Stands in where there is no cell, and no place for one: the bus alone powers such a token. */
export const NO_CELL: BatteryParameters = {
  type: 'none',
  capacityMicroampHours: 1,
  selfDischargePpmPerYear: 0,
  selfDischargeByTemperature: [[0, 0]],
  openCircuit: [[0, 0]],
  resistance: [[0, 0]],
  resistanceByTemperature: [[0, 1000]],
  resistanceAgeingPermillePerYear: 0,
  brownOutMillivolts: 0,
  loadsNa: {},
};
