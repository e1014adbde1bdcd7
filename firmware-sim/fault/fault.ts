import { UsageError } from '@fobkit/protocol';
import * as v from 'valibot';
import { describeFaults, findKind } from './catalogue.ts';
import { conditionSchema } from './condition.ts';
import { eventSchema } from './event.ts';

/** The most events that a fault counts. */
export const MOST_EVENTS = 1_000_000_000;
const MOST_SECONDS = 3_155_760_000;

const seconds = v.pipe(v.number(), v.minValue(0), v.maxValue(MOST_SECONDS));
const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_EVENTS));

/** When a fault begins to act. */
export const triggerSchema = v.variant('on', [
  /** As soon as it is armed. */
  v.strictObject({ on: v.literal('arming') }),
  /** At a world time, in seconds since 1970 UTC; at once when that is over. */
  v.strictObject({
    on: v.literal('time'),
    unixSeconds: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(253_402_300_799)),
  }),
  /** So many seconds after it was armed. */
  v.strictObject({ on: v.literal('delay'), seconds }),
  /** On the n-th event from its arming on. */
  v.strictObject({ on: v.literal('nth'), event: eventSchema, n: count }),
  /** As soon as a condition holds. */
  v.strictObject({ on: v.literal('condition'), condition: conditionSchema }),
  /** On each event with this probability; after its duration it waits for the next one. */
  v.strictObject({
    on: v.literal('chance'),
    event: eventSchema,
    probability: v.pipe(v.number(), v.gtValue(0), v.maxValue(1)),
  }),
]);
export type Trigger = v.InferOutput<typeof triggerSchema>;

const kinds = describeFaults().map(({ kind }) => kind);

/**
 * One fault as data. With neither duration it acts until it is cleared; but a fault of wire, frame
 * or reply that begins on an event (`nth`, `chance`) then hits one byte or frame.
 */
export const faultSchema = v.strictObject({
  kind: v.picklist(kinds, `must be one of ${kinds.join(', ')}`),
  /** Argument words, as on the command line. */
  args: v.optional(v.array(v.pipe(v.string(), v.maxLength(64))), []),
  trigger: v.optional(triggerSchema, { on: 'arming' }),
  durationSeconds: v.exactOptional(v.pipe(seconds, v.minValue(0.001))),
  /** For so many events, the first one of a fault of traffic included. */
  durationEvents: v.exactOptional(v.strictObject({ event: eventSchema, count })),
  /** Of its dice, an integer of 32 bits; without it each fault of a fob has its own. */
  seed: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(4_294_967_295))),
});
export type Fault = v.InferOutput<typeof faultSchema>;
/** As it is written down: what has a default may be left out. */
export type FaultInput = v.InferInput<typeof faultSchema>;

/**
 * A fault from somebody's JSON, checked down to its argument words.
 *
 * @throws UsageError that names the field or the word at fault.
 */
export function checkFault(input: unknown): Fault {
  const result = v.safeParse(faultSchema, input);
  if (!result.success) {
    const [issue] = result.issues;
    throw new UsageError(`fault: ${v.getDotPath(issue) ?? 'the whole'}: ${issue.message}`);
  }
  const fault = result.output;
  if (fault.durationSeconds !== undefined && fault.durationEvents !== undefined) {
    throw new UsageError('fault: durationSeconds or durationEvents, not both');
  }
  const effect = findKind(fault.kind).compile(fault.args);
  if (effect.on === 'part' && effect.seconds !== undefined && hasDuration(fault)) {
    throw new UsageError(`${fault.kind}: a time as argument or a duration, not both`);
  }
  return fault;
}

function hasDuration(fault: Fault): boolean {
  return fault.durationSeconds !== undefined || fault.durationEvents !== undefined;
}
