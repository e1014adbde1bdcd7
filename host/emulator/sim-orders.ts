import { type FobType, isTokenProfile, parseFobType } from '@fobkit/firmware-sim';
import { UsageError } from '@fobkit/protocol';
import * as v from 'valibot';
import { benchOrderSchema } from './bench-order.ts';
import { fobTypeOf } from './in-process.ts';

const port = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535));

const place = { host: v.exactOptional(v.string()), port: v.exactOptional(port) };

const plugSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('pty') }),
  v.strictObject({ kind: v.literal('tcp'), ...place }),
  v.strictObject({ kind: v.literal('usbip'), ...place }),
  v.strictObject({ kind: v.literal('usbredir'), ...place }),
  v.strictObject({ kind: v.literal('uhid') }),
]);

/** By what host software shall reach each fob. */
export type PlugOrder = v.InferOutput<typeof plugSchema>;

const uint32 = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(4_294_967_295));

const ordersSchema = v.strictObject({
  profile: v.optional(v.union([v.string(), v.record(v.string(), v.unknown())]), 'generic'),
  count: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)), 1),
  plugs: v.optional(v.array(plugSchema), [{ kind: 'pty' }]),
  deviceIds: v.optional(
    v.array(v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/, 'expected 16 hex digits, lower case'))),
    [],
  ),
  seed: v.exactOptional(uint32),
  unixTime: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(253_402_300_799))),
  frozen: v.optional(v.boolean(), false),
  snapshot: v.exactOptional(v.string()),
  controlPort: v.optional(port, 0),
  statePath: v.pipe(v.string(), v.minLength(1)),
  logFile: v.exactOptional(v.string()),
  trace: v.exactOptional(v.pipe(v.string(), v.minLength(1))),
  bench: v.exactOptional(benchOrderSchema),
});

/** What the process of emulated fobs is told when it starts. */
export type SimOrders = Omit<v.InferOutput<typeof ordersSchema>, 'profile'> & {
  readonly profile: FobType;
};

/** Orders from JSON. @throws UsageError or ProfileError that names the field at fault. */
export function parseOrders(json: unknown): SimOrders {
  const result = v.safeParse(ordersSchema, json);
  if (!result.success) {
    const [issue] = result.issues;
    throw new UsageError(`${v.getDotPath(issue) ?? 'orders'}: ${issue.message}`);
  }
  const orders = result.output;
  const { profile: given } = orders;
  const profile = typeof given === 'string' ? fobTypeOf(given) : parseFobType(given);
  checkAgreement(orders, profile);
  return { ...orders, profile };
}

function checkAgreement(orders: v.InferOutput<typeof ordersSchema>, profile: FobType): void {
  const { count, deviceIds, plugs, snapshot } = orders;
  if (new Set(deviceIds).size !== deviceIds.length) throw new UsageError('deviceIds: one is twice');
  if (deviceIds.length > count) throw new UsageError('deviceIds: more than count');
  if (snapshot !== undefined && (count > 1 || deviceIds.length > 0)) {
    throw new UsageError('snapshot: it is one fob, with a device id of its own');
  }
  checkPlugs(orders);
  if (snapshot === undefined) checkWire(profile, plugs);
}

function checkPlugs({ count, plugs }: v.InferOutput<typeof ordersSchema>): void {
  if (plugs.some((one) => isOneFobs(one) && (one.port ?? 0) > 0) && count > 1) {
    throw new UsageError('plugs: a TCP port of your choice is for one fob; give none for several');
  }
  if (plugs.filter(({ kind }) => kind === 'usbip').length > 1) {
    throw new UsageError('plugs: one USB/IP server serves all fobs; name it once');
  }
}

/** Whether each fob has a server of its own. */
function isOneFobs(plug: PlugOrder): plug is PlugOrder & { readonly kind: 'tcp' | 'usbredir' } {
  return plug.kind === 'tcp' || plug.kind === 'usbredir';
}

/** Plugs that want a fob with USB. */
const USB_PLUGS: ReadonlySet<PlugOrder['kind']> = new Set(['usbip', 'usbredir', 'uhid']);

/** @throws UsageError when fobs of this type cannot be on one of the plugs. */
export function checkWire(type: FobType, plugs: readonly PlugOrder[]): void {
  const { name, wire } = type;
  const usb = plugs.find(({ kind }) => USB_PLUGS.has(kind));
  if (usb !== undefined && wire !== 'usb') {
    throw new UsageError(`profile ${name} has no USB, which ${usb.kind} wants`);
  }
  const stream = plugs.find(({ kind }) => !USB_PLUGS.has(kind));
  if (stream !== undefined && isTokenProfile(type)) {
    const named = [...USB_PLUGS].join(', ');
    throw new UsageError(`profile ${name} is on USB alone, not on a ${stream.kind}: ${named}`);
  }
  if (wire === 'none' && plugs.length > 0) {
    throw new UsageError(`profile ${name} has no wire: start it without plugs`);
  }
}
