import * as v from 'valibot';

export const codesRecord = v.strictObject({
  date: v.string(),
  machine: v.string(),
  /** Wall seconds of all. */
  seconds: v.number(),
  /** Codes on which batch engine, readable engine and otplib agreed: all of them, or it is no record. */
  otplib: v.number(),
  /** Codes on which the batch engine and `oathtool -w` agreed. */
  oathtool: v.number(),
});

export type CodesRecord = v.InferOutput<typeof codesRecord>;
