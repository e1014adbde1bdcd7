import * as v from 'valibot';

const indices = v.custom<Uint32Array>((input) => input instanceof Uint32Array);
const counters = v.custom<Float64Array>((input) => input instanceof Float64Array);
const ints = v.custom<Int32Array>((input) => input instanceof Int32Array);
const number = v.number();

/** Codes or offsets that the threads are to compute with keys that they hold. */
const taskSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('codes'), indices, counters, digits: number }),
  v.strictObject({ kind: v.literal('codesOf'), index: number, first: number, digits: number }),
  v.strictObject({
    kind: v.literal('verify'),
    indices,
    middle: counters,
    behind: ints,
    ahead: ints,
    values: ints,
    digits: number,
  }),
]);
export type CodeTask = v.InferOutput<typeof taskSchema>;

/**
 * What a thread is told. `keys` is the number under which it holds them. The arrays of `compute`
 * are memory of all threads: each takes shares of `into`, from the item in `next[0]` on, until
 * there are none left.
 */
export const codeOrderSchema = v.variant('order', [
  v.strictObject({
    order: v.literal('hold'),
    keys: number,
    algorithm: v.picklist(['SHA1', 'SHA256', 'SHA512']),
    secrets: v.instance(Uint8Array),
    secretBytes: number,
  }),
  v.strictObject({ order: v.literal('free'), keys: number }),
  v.strictObject({
    order: v.literal('compute'),
    call: number,
    keys: number,
    task: taskSchema,
    into: ints,
    next: ints,
  }),
]);
export type CodeOrder = v.InferOutput<typeof codeOrderSchema>;
export type ComputeOrder = Extract<CodeOrder, { order: 'compute' }>;

/** What it answers to `compute` when no share is left; nothing to the others. */
export const codeAnswerSchema = v.strictObject({
  call: number,
  /** What was wrong with the caller's numbers. */
  refused: v.optional(v.string()),
});
export type CodeAnswer = v.InferOutput<typeof codeAnswerSchema>;

/** Items of a share: some tenths of a millisecond, so that all threads end at about the same time. */
export const SHARE_ITEMS = 4096;
