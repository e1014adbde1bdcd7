import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const text = v.pipe(v.string(), v.maxLength(2000));
const both = v.strictObject({ en: text, ja: text });
const window = v.strictObject({ behind: count, ahead: count });

const seconds = v.pipe(count, v.minValue(1));

/** What of a bank's policy a report tells; windows in the token's steps, or in counters. */
export const policyFactsSchema = v.strictObject({
  name: text,
  title: both,
  source: text,
  firstUse: window,
  normal: window,
  /** As its file has them, where that is in steps of another length. */
  written: v.exactOptional(
    v.strictObject({ stepSeconds: seconds, firstUse: window, normal: window }),
  ),
  followsDrift: v.boolean(),
  lockAfter: count,
  throttleSeconds: v.exactOptional(seconds),
  delay: v.exactOptional(v.strictObject({ afterWrong: count, seconds })),
  forgetWrongAfterSeconds: v.exactOptional(seconds),
  /**
   * Where two codes in a row are looked for, in logins and by the help desk; in steps as its file
   * has them.
   */
  resync: v.exactOptional(
    v.strictObject({
      automatic: v.exactOptional(v.strictObject({ window, withinSeconds: seconds })),
      byHand: v.exactOptional(window),
    }),
  ),
  /** The policy that it changes, whose source is told, and its words for what it changes. */
  base: v.exactOptional(text),
  changes: v.exactOptional(v.array(v.strictObject({ word: text, value: text }))),
});
export type PolicyFacts = v.InferOutput<typeof policyFactsSchema>;

/** What a run was of: all that its report tells beside the tally. No clock: one seed, one report. */
export const fleetFactsSchema = v.strictObject({
  name: text,
  title: text,
  seed: count,
  fobs: v.pipe(count, v.minValue(1)),
  /** How many the file has, where the run was of a sample of them. */
  ofFobs: v.exactOptional(v.pipe(count, v.minValue(1))),
  days: v.pipe(count, v.minValue(1)),
  /** Unix day. */
  madeOn: count,
  profile: v.strictObject({ name: text, title: both }),
  /** What the fob type ends by, beside its cell. */
  mostPresses: v.exactOptional(count),
  codes: v.strictObject({
    mode: v.picklist(['totp', 'hotp']),
    algorithm: v.picklist(['SHA1', 'SHA256', 'SHA512']),
    digits: v.pipe(count, v.minValue(4), v.maxValue(10)),
    stepSeconds: v.pipe(count, v.minValue(1)),
  }),
  computesCodes: v.boolean(),
  guesser: v.exactOptional(
    v.strictObject({ fobsPerDay: v.pipe(v.number(), v.minValue(0)), guesses: count }),
  ),
  serials: v.strictObject({ before: text, digits: count, first: count, after: text }),
  /** Who the fobs and their owners were, in words. */
  assumptions: v.array(v.strictObject({ name: text, value: text })),
  policy: policyFactsSchema,
  /** Of fobkit. */
  version: text,
});
export type FleetFacts = v.InferOutput<typeof fleetFactsSchema>;
