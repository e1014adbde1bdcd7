import * as v from 'valibot';

/** Codes of fleets, each judged by the whole bank too. */
export const fleetBankRecord = v.strictObject({
  date: v.string(),
  machine: v.string(),
  seconds: v.number(),
  fleets: v.number(),
  codes: v.number(),
  locked: v.number(),
  resynchronised: v.number(),
  /** Two codes in a row that the help desk was read out: how many times, and how many were taken. */
  ofTwo: v.number(),
  ofTwoTaken: v.number(),
  /** Fobs of which the banks do not say the same, with the first code. */
  differences: v.array(v.string()),
});
export type FleetBankRecord = v.InferOutput<typeof fleetBankRecord>;
