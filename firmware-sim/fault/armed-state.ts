import * as v from 'valibot';
import { faultSchema } from './fault.ts';

/** `never-fired` is over, too: it ended or was cleared before it did anything. */
export const faultStates = ['armed', 'acting', 'over', 'never-fired'] as const;
export type FaultState = (typeof faultStates)[number];

const integer = v.pipe(v.number(), v.safeInteger());
const natural = v.pipe(integer, v.minValue(0));
const word = v.pipe(natural, v.maxValue(4_294_967_295));

/** One fault of a snapshot. Times are world ticks. */
export const armedStateSchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^f[1-9]\d{0,8}$/)),
  fault: faultSchema,
  armedAt: integer,
  rng: v.strictObject({ a: word, b: word, c: word, d: word }),
  state: v.picklist(faultStates),
  firedCount: natural,
  firstAt: v.exactOptional(integer),
  lastAt: v.exactOptional(integer),
  endedAt: v.exactOptional(integer),
  seen: natural,
  eventsLeft: v.exactOptional(integer),
  until: v.exactOptional(integer),
  order: natural,
  note: v.record(
    v.string(),
    v.union([integer, v.string(), v.boolean(), v.pipe(v.array(integer), v.readonly())]),
  ),
  what: v.string(),
});
export type ArmedState = v.InferOutput<typeof armedStateSchema>;

/** What a snapshot keeps of a board: each fault that was ever armed, in that order. */
export const boardStateSchema = v.array(armedStateSchema);
export type BoardState = v.InferOutput<typeof boardStateSchema>;
