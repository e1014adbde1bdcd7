import { quantity } from './quantity.ts';

const CELSIUS = { '°C': 1, '℃': 1, C: 1 } as const;
const VOLTS = { V: 1000, mV: 1 } as const;

/** Degrees Celsius of a case. */
export const temperature = quantity({
  what: 'a temperature',
  examples: '25 °C, -10 °C',
  units: CELSIUS,
  from: -40,
  to: 125,
  range: '-40 to 125 °C',
});

/** Millivolts of a rail. */
export const voltage = quantity({
  what: 'a voltage',
  examples: '2.1 V, 50 mV',
  units: VOLTS,
  from: 0,
  to: 6000,
  range: '0 to 6 V',
});

/** Percent of a cell's charge. */
export const percent = quantity({
  what: 'a percentage',
  examples: '5 %',
  units: { '%': 1 },
  from: 0,
  to: 100,
  range: '0 to 100 %',
});

/** Parts per million of a crystal. */
export const crystalError = quantity({
  what: 'an error of the crystal',
  examples: '20 ppm, -500 ppb',
  units: { ppm: 1, ppb: 0.001 },
  from: -10_000,
  to: 10_000,
  range: '-10000 to 10000 ppm',
  bareZero: true,
});

/** Parts per billion of a trim register. */
export const trim = quantity({
  what: 'a trim',
  examples: '1500 ppb, -2 ppm',
  units: { ppb: 1, ppm: 1000 },
  from: -10_000_000,
  to: 10_000_000,
  range: '-10000 to 10000 ppm',
  bareZero: true,
});
