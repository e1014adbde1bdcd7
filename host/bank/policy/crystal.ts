import type { CodeWindow } from './policy.ts';

/**
 * A tuning-fork crystal: right at one temperature within its tolerance, and slow everywhere else,
 * by the square of the distance. So a fob falls behind, and is ahead only by the tolerance.
 */
export interface Crystal {
  /** To either side, in parts per million. */
  readonly tolerancePpm: number;
  /** Slower by so many ppm for each square of a degree. */
  readonly ppmPerSquareDegree: number;
  /** Where it is fastest, in °C. */
  readonly turnoverCelsius: number;
}

/** Eutronsec AAJ manual, p. 25: −42 ppm at −10 °C and at 60 °C, 0 at 25 °C, calibrated to 2 ppm. */
export const calibratedCrystal: Crystal = {
  tolerancePpm: 2,
  ppmPerSquareDegree: 42 / (35 * 35),
  turnoverCelsius: 25,
};

/** Ppm at a temperature, without the tolerance: 0 or negative. */
export function temperaturePpm(crystal: Crystal, celsius: number): number {
  const off = celsius - crystal.turnoverCelsius;
  return -crystal.ppmPerSquareDegree * off * off;
}

/** Where a fob has been since its clock was known. */
export interface Storage {
  readonly days: number;
  readonly coldest: number;
  readonly warmest: number;
  /** How long a person takes from the display to the answer of the bank, in seconds. */
  readonly typingSeconds: number;
}

/**
 * How wide the window must be to accept every fob with that crystal after so many days anywhere
 * between two temperatures.
 */
export function windowFor(crystal: Crystal, storage: Storage, stepSeconds: number): CodeWindow {
  const { coldest, warmest, days, typingSeconds } = storage;
  const slowest = Math.min(temperaturePpm(crystal, coldest), temperaturePpm(crystal, warmest));
  const nearest = Math.min(Math.max(crystal.turnoverCelsius, coldest), warmest);
  const fastest = temperaturePpm(crystal, nearest) + crystal.tolerancePpm;
  const seconds = (ppm: number): number => ppm * days * 0.0864;
  const behind = seconds(crystal.tolerancePpm - slowest) + typingSeconds;
  const ahead = Math.max(0, seconds(fastest));
  return { behind: Math.ceil(behind / stepSeconds), ahead: Math.ceil(ahead / stepSeconds) };
}
