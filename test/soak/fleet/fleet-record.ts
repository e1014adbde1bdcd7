import * as v from 'valibot';

/** What a soak of fleets came to: fobs of fleets, each as a whole fob too. */
export const fleetRecord = v.strictObject({
  date: v.string(),
  machine: v.string(),
  seconds: v.number(),
  fobs: v.number(),
  /** Fob-days. */
  days: v.number(),
  /** Codes that were shown. */
  codes: v.number(),
  /** Fobs that showed a low-battery text, and that died. */
  lowBattery: v.number(),
  died: v.number(),
  /** Fobs that were not the same, by fleet and number. */
  differences: v.array(v.string()),
});
export type FleetRecord = v.InferOutput<typeof fleetRecord>;
