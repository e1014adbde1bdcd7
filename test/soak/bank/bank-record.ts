import * as v from 'valibot';

export const bankRecord = v.strictObject({
  date: v.string(),
  machine: v.string(),
  /** Wall seconds of all. */
  seconds: v.number(),
  /** What administrators, users, fobs and branch did, and in how many histories. */
  events: v.number(),
  histories: v.number(),
  /** Where bank and reference model parted: none, or it is no record. */
  differences: v.array(v.string()),
});

export type BankRecord = v.InferOutput<typeof bankRecord>;
