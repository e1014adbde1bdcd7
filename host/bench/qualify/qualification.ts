import * as v from 'valibot';

/** Which fob a run of a qualification was made on. */
const ROLES = ['golden', 'known-bad', 'emulated'] as const;
export type Role = (typeof ROLES)[number];

const text = v.pipe(v.string(), v.maxLength(4096));
const moment = v.pipe(v.string(), v.isoTimestamp());
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const amount = v.exactOptional(v.number());

const fob = v.object({
  role: v.picklist(['golden', 'known-bad']),
  deviceId: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
  /** Of a bench: in which port of the fixture it stood. */
  port: v.exactOptional(text),
});

const run = v.object({
  role: v.picklist(ROLES),
  runId: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
  scenario: text,
  verdict: v.picklist(['PASS', 'FAIL', 'INVALID', 'SKIPPED']),
});

/** What was measured on the golden fob, the last value of that name in its run. */
const goldenValue = v.object({
  scenario: text,
  name: text,
  unit: text,
  value: v.number(),
  min: amount,
  max: amount,
});

/** That a rig tells good fobs from bad ones, or why it does not: one line of `qualifications.jsonl`. */
export const qualificationSchema = v.object({
  format: v.literal('fobkit qualification'),
  version: v.literal(1),
  rig: v.object({
    /** As in the records of runs: `bench line-3`. */
    name: text,
    /** Of the bench file, hex; absent without one. */
    sha256: v.exactOptional(sha256),
  }),
  fobs: v.array(fob),
  tool: text,
  /** UTC of the host. */
  time: moment,
  validUntil: moment,
  outcome: v.picklist(['QUALIFIED', 'NOT QUALIFIED']),
  /** Empty when it is QUALIFIED. */
  reasons: v.array(text),
  runs: v.array(run),
  goldenValues: v.array(goldenValue),
  /** Whether later golden values are compared with these, whatever stood before. */
  newBaseline: v.boolean(),
});

export type Qualification = v.InferOutput<typeof qualificationSchema>;
export type QualifiedFob = v.InferOutput<typeof fob>;
export type GoldenValue = v.InferOutput<typeof goldenValue>;
