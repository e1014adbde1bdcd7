import type { BatteryParameters } from './battery-parameters.ts';

/**
 * Lithium manganese dioxide coin cells. Capacity to 2.0 V, −20 to 70 °C and 3.0 V nominal are what
 * makers' sheets agree on (Wikipedia "CR2032 battery", a review of 14 sheets: 225 mAh); internal
 * resistance 10 to 40 Ω over the discharge is the Energizer sheet's, its steep end and the reason
 * why a cell that reads 3 V unloaded browns out under a pulse is TI SWRA349 fig. 6. Self-discharge
 * of 1 % a year at room temperature is the makers' figure and doubles with each 10 °C. The flat
 * curve and the fall after 80 % are the 15 kΩ discharge curve of Sanyo's and Energizer's sheets.
 */
const LITHIUM_COIN = {
  selfDischargePpmPerYear: 10_000,
  selfDischargeByTemperature: [
    [-200, 63],
    [0, 250],
    [100, 500],
    [200, 1000],
    [300, 2000],
    [400, 4000],
    [500, 8000],
    [600, 16_000],
    [700, 32_000],
  ],
  openCircuit: [
    [0, 3200],
    [20, 3050],
    [100, 3000],
    [500, 2950],
    [800, 2850],
    [900, 2700],
    [950, 2500],
    [1000, 2000],
  ],
  resistanceByTemperature: [
    [-200, 4500],
    [-100, 2800],
    [0, 1900],
    [100, 1350],
    [200, 1000],
    [400, 800],
    [700, 700],
  ],
  resistanceAgeingPermillePerYear: 60,
} as const;

/** 20 mm × 3.2 mm. */
export const CR2032: BatteryParameters = {
  ...LITHIUM_COIN,
  type: 'CR2032',
  capacityMicroampHours: 225_000,
  resistance: [
    [0, 10_000],
    [500, 14_000],
    [800, 22_000],
    [900, 40_000],
    [950, 70_000],
    [1000, 150_000],
  ],
  brownOutMillivolts: 1800,
  loadsNa: { sleep: 1200, rtc: 300, display: 3000 },
};

/** 20 mm × 1.6 mm: less than half the charge, and thinner plates. */
export const CR2016: BatteryParameters = {
  ...LITHIUM_COIN,
  type: 'CR2016',
  capacityMicroampHours: 90_000,
  resistance: [
    [0, 15_000],
    [500, 22_000],
    [800, 35_000],
    [900, 60_000],
    [950, 110_000],
    [1000, 220_000],
  ],
  brownOutMillivolts: 1800,
  loadsNa: { sleep: 700, rtc: 250, display: 2500 },
};
