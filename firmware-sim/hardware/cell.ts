import type { BatteryParameters } from './battery-parameters.ts';
import { interpolate } from './curve.ts';

/** Rated charge in nA·h. */
export function capacityNah({ capacityMicroampHours }: BatteryParameters): number {
  return capacityMicroampHours * 1000;
}

/** Depth of discharge in thousandths, rounded down. */
export function depthPermille(usedNah: number, capacity: number): number {
  return Math.floor((usedNah * 1000) / capacity);
}

/** Charge left in percent of the rated charge, rounded down. */
export function percentLeft(usedNah: number, capacity: number): number {
  return Math.floor(((capacity - usedNah) * 100) / capacity);
}

/** Charge used, in nA·h, where `percent` (0 to 100) of the rated charge are left. */
export function usedAtPercent(percent: number, capacity: number): number {
  const bounded = Math.max(0, Math.min(100, percent));
  return Math.floor((capacity * (100 - bounded)) / 100);
}

/** What a cell loses by itself at that temperature, in nA. */
export function selfDischargeNa(parameters: BatteryParameters, deciCelsius: number): number {
  const { selfDischargeByTemperature, selfDischargePpmPerYear } = parameters;
  const factor = interpolate(selfDischargeByTemperature, deciCelsius);
  // nA·h × ppm ÷ 10⁶ a year of 8766 h, × thousandths
  const perYear = Math.round((capacityNah(parameters) * selfDischargePpmPerYear) / 1_000_000);
  return Math.round((perYear * factor) / (8766 * 1000));
}

/** What age has made of its resistance, in thousandths of that of a new cell; `year`: in the same unit. */
export function resistanceAgeingPermille(
  { resistanceAgeingPermillePerYear }: BatteryParameters,
  age: number,
  year: number,
): number {
  return 1000 + Math.floor((resistanceAgeingPermillePerYear * age) / year);
}

/** Its resistance in milliohms, from that of a new one at 20 °C and both factors in thousandths. */
export function ownMilliohms(fresh: number, coldPermille: number, ageingPermille: number): number {
  return Math.floor((fresh * coldPermille * ageingPermille) / 1_000_000);
}

/** Voltage in millivolts under a load in nA. */
export function loadedMillivolts(open: number, loadNa: number, milliohms: number): number {
  return Math.max(0, Math.floor(open - (loadNa * milliohms) / 1_000_000_000));
}
