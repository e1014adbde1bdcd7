import type { RunRecord, StepRecord } from '@fobkit/bench';
import * as v from 'valibot';

/** What a worker thread is asked to run: it reads the file again, which is quick. */
export const runOrderSchema = v.strictObject({
  run: v.number(),
  file: v.strictObject({ file: v.string(), text: v.string() }),
  set: v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
  cell: v.number(),
  /** As on the command line; absent: the usual one. */
  relyingParty: v.exactOptional(v.string()),
  /** Hex. */
  runId: v.string(),
  /** Whether each step is to be told. */
  steps: v.boolean(),
});
export type RunOrder = v.InferOutput<typeof runOrderSchema>;

/** What it is told once: what is under way comes to its end by teardown. */
export const runStopSchema = v.strictObject({ stop: v.literal(true) });
export const toWorkerSchema = v.union([runStopSchema, runOrderSchema]);

/** What it says: of a step, of the whole run, or that its own code failed. */
export const runAnswerSchema = v.variant('said', [
  v.strictObject({
    said: v.literal('step'),
    run: v.number(),
    step: v.custom<StepRecord>(isObject),
  }),
  v.strictObject({
    said: v.literal('record'),
    run: v.number(),
    record: v.custom<RunRecord>(isRecord),
  }),
  v.strictObject({ said: v.literal('broke'), run: v.number(), message: v.string() }),
]);
export type RunAnswer = v.InferOutput<typeof runAnswerSchema>;

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

// Both sides are of one program: the format is told, not what is in it.
function isRecord(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    'format' in value &&
    value.format === 'fobkit run'
  );
}
