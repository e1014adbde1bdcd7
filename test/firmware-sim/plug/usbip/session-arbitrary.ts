import fc from 'fast-check';
import { submitCommand, unlinkCommand } from '../../../support/usb/usbip-client.ts';
import { chunked, mutations } from '../usb/support/mutate.ts';

/** `devid` of the device 1-1. */
export const DEVICE_ID_1_1 = 0x0001_0002;

interface Step {
  readonly kind: 'control' | 'data' | 'unlink';
  readonly direction: number;
  readonly endpoint: number;
  readonly length: number;
  readonly setup: Uint8Array;
  readonly flags: number;
  readonly back: number;
}

/** Requests that hosts make of a fob, as SETUP packets. */
const KNOWN_SETUPS = [
  [0x80, 6, 0, 1, 0, 0, 18, 0],
  [0x80, 6, 0, 2, 0, 0, 255, 0],
  [0x80, 6, 3, 3, 9, 4, 255, 0],
  [0x80, 6, 0, 15, 0, 0, 255, 0],
  [0x00, 9, 1, 0, 0, 0, 0, 0],
  [0x00, 9, 0, 0, 0, 0, 0, 0],
  [0x80, 8, 0, 0, 0, 0, 1, 0],
  [0x02, 1, 0, 0, 0x83, 0, 0, 0],
  [0x02, 3, 0, 0, 0x83, 0, 0, 0],
  [0x21, 0x22, 1, 0, 1, 0, 0, 0],
  [0x21, 0x20, 0, 0, 1, 0, 7, 0],
  [0x23, 3, 4, 0, 1, 0, 0, 0],
].map((setup) => Uint8Array.from(setup));

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('control', 'control', 'data', 'data', 'data', 'unlink'),
  direction: fc.integer({ min: 0, max: 1 }),
  endpoint: fc.integer({ min: 1, max: 5 }),
  length: fc.oneof(fc.integer({ min: 0, max: 200 }), fc.constant(64)),
  setup: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...KNOWN_SETUPS) },
    { weight: 1, arbitrary: fc.uint8Array({ minLength: 8, maxLength: 8 }) },
  ),
  flags: fc.constantFrom(0, 1, 0x40, 0x200),
  back: fc.integer({ min: 1, max: 12 }),
});

function encode(steps: readonly Step[]): Uint8Array {
  const commands = steps.map((one, at) => {
    const base = { seqnum: at + 1, deviceId: DEVICE_ID_1_1 };
    const { direction, endpoint, length, setup, flags } = one;
    if (one.kind === 'unlink') return unlinkCommand(base.seqnum, base.deviceId, at + 1 - one.back);
    const data = new Uint8Array(length).fill(at);
    if (one.kind === 'data') {
      const out = direction === 0 ? { data } : { length };
      return submitCommand({ ...base, direction, endpoint, flags, ...out });
    }
    const wanted = (setup[6] ?? 0) | ((setup[7] ?? 0) << 8);
    const fromFob = ((setup[0] ?? 0) & 0x80) !== 0;
    const room = fromFob ? { length: wanted } : { data: new Uint8Array(wanted & 0x3ff) };
    return submitCommand({ ...base, direction: fromFob ? 1 : 0, endpoint: 0, setup, ...room });
  });
  return Buffer.concat(commands);
}

const session: fc.Arbitrary<Uint8Array> = fc
  .array(step, { minLength: 1, maxLength: 20 })
  .map((steps) => encode(steps));

/** What a well-behaved client sends after its import, cut as a stream cuts it. */
export const validSession: fc.Arbitrary<readonly Uint8Array[]> = chunked(session);

/** The same with damage in it. */
export const damagedSession: fc.Arbitrary<readonly Uint8Array[]> = chunked(
  fc.tuple(session, mutations).map(([bytes, mutate]) => mutate(bytes)),
);
