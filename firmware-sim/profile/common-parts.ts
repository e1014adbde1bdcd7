import type { ButtonParameters } from '../hardware/button.ts';
import { TUNING_FORK, type CrystalParameters } from '../hardware/crystal.ts';

/**
 * A calibrated tuning-fork crystal: < 2 ppm off the line (Eutronsec AAJ manual p. 25), slowing by
 * half a ppm a year; makers' sheets allow ±3 ppm in the first year.
 */
export const calibratedCrystal: CrystalParameters = {
  ...TUNING_FORK,
  tolerancePpb: 2000,
  ageingPpbPerYear: -500,
};

/** A crystal as bought, ±20 ppm: cheap fobs that gain or lose minutes a year. */
export const plainCrystal: CrystalParameters = {
  ...TUNING_FORK,
  tolerancePpb: 20_000,
  ageingPpbPerYear: -1000,
};

/** A rubber-dome push button. */
export const rubberButton: ButtonParameters = { bounceMilliseconds: 6, maxBounces: 4 };
