import * as v from 'valibot';

const indices = v.instance(Uint32Array);
const counters = v.instance(Float64Array);
const ints = v.instance(Int32Array);
const number = v.number();

/** Codes or offsets that a thread is to compute with keys that it holds. */
const taskSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('codes'), indices, counters, digits: number }),
  v.strictObject({
    kind: v.literal('codesOf'),
    index: number,
    first: number,
    count: number,
    digits: number,
  }),
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

/** What a thread is told. `keys` is the number under which it holds them. */
export const codeOrderSchema = v.variant('order', [
  v.strictObject({
    order: v.literal('hold'),
    keys: number,
    algorithm: v.picklist(['SHA1', 'SHA256', 'SHA512']),
    secrets: v.instance(Uint8Array),
    secretBytes: number,
  }),
  v.strictObject({ order: v.literal('free'), keys: number }),
  v.strictObject({ order: v.literal('compute'), keys: number, task: taskSchema }),
]);
export type CodeOrder = v.InferOutput<typeof codeOrderSchema>;

/** What it answers to `compute`; nothing to the others. */
export const codeAnswerSchema = v.union([
  v.strictObject({ done: ints }),
  v.strictObject({ refused: v.string() }),
]);
export type CodeAnswer = v.InferOutput<typeof codeAnswerSchema>;

/** What of a task is moved to the thread and not copied. */
export function buffersOf(task: CodeTask): ArrayBuffer[] {
  return Object.values(task)
    .filter((part) => ArrayBuffer.isView(part))
    .map(({ buffer }) => buffer)
    .filter((buffer) => buffer instanceof ArrayBuffer);
}
