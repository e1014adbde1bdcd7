import { fromHex, resetCauses, toHex, type ResetCause } from '@fobkit/protocol';
import * as v from 'valibot';

const integer = v.pipe(v.number(), v.safeInteger());
const natural = v.pipe(integer, v.minValue(0));
/** World time and uptime, in ticks: as many again can pass before sums are no longer exact. */
const age = v.pipe(natural, v.maxValue(4_503_599_627_370_495));

/** Bytes in JSON: their hexadecimal digits under a name that no other value has. */
const bytes = v.pipe(
  v.strictObject({ hex: v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{2})*$/)) }),
  v.transform(({ hex }) => fromHex(hex)),
);

export function bytesToJson(value: Uint8Array): { readonly hex: string } {
  return { hex: toHex(value) };
}

const partState = v.record(v.string(), v.union([integer, v.boolean(), v.string(), bytes]));

const lcdFrame = v.strictObject({
  text: v.string(),
  caption: v.exactOptional(v.string()),
  countdown: v.exactOptional(
    v.strictObject({
      style: v.picklist(['bars', 'seconds']),
      endsAt: natural,
      stepTicks: v.pipe(natural, v.minValue(1), v.maxValue(117_964_800)),
    }),
  ),
});

const screen = v.strictObject({
  kind: v.picklist(['code', 'code-due', 'text', 'menu']),
  frame: lcdFrame,
  factor: v.exactOptional(natural),
  ticks: natural,
});

const ramImage = v.strictObject({
  ram: v.strictObject({
    resetCause: v.custom<ResetCause>((cause) => typeof cause === 'string' && cause in resetCauses),
    pressedAt: natural,
    pressedCounter: v.optional(natural),
    resting: v.boolean(),
    captionShown: v.boolean(),
    lowBatteryLogged: v.boolean(),
    expiredLogged: v.boolean(),
    clockLostLogged: v.boolean(),
  }),
  display: v.strictObject({
    shown: v.optional(screen),
    until: natural,
    next: v.pipe(v.array(screen), v.maxLength(1000)),
  }),
  button: v.strictObject({
    raw: v.boolean(),
    rawSince: natural,
    down: v.boolean(),
    downSince: natural,
    told: v.picklist(['nothing', 'press', 'hold', 'stuck']),
  }),
  lastAttempt: age,
});

/** The whole snapshot, version 1. */
export const snapshotV1 = v.strictObject({
  format: v.literal('fobkit snapshot'),
  version: v.literal(1),
  /** Name of a fob type that comes with fobkit, or the fob type itself. */
  profile: v.union([v.string(), v.record(v.string(), v.unknown())]),
  identity: v.strictObject({ deviceId: bytes, factoryKey: bytes, factoryKeyId: bytes }),
  worldTicks: age,
  state: v.strictObject({
    parts: v.strictObject({
      crystal: partState,
      rtc: partState,
      flash: partState,
      lcd: partState,
      button: partState,
      battery: partState,
      thermometer: partState,
      rng: partState,
    }),
    ram: v.optional(ramImage),
    hung: v.boolean(),
    sagging: v.boolean(),
    faults: v.optional(v.unknown()),
  }),
});
