import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readPacket } from '../../../../host/bank/radius/packet.ts';
import { RadiusFront } from '../../../../host/bank/radius/radius-front.ts';
import { SimulatedClock } from '../../client/support/simulated-clock.ts';
import { answer, attribute, request } from './support/hand-made.ts';
import { clients, ToyBank } from './support/toy-bank.ts';

const AT = { address: '127.0.0.1', port: 40_000 };
const RIGHT = { user: 'tanaka', password: '123456', more: [attribute(4, Buffer.alloc(4))] };
const ACCEPT = 2;

function newFront() {
  const rate = { burst: 1e9, perSecond: 1 };
  const bank = new ToyBank();
  return {
    bank,
    front: new RadiusFront({ bank, clients: clients(), clock: new SimulatedClock(), rate }),
  };
}

const place = fc.nat({ max: 4095 });
const mutation = fc.oneof(
  fc.record({
    kind: fc.constant('flip' as const),
    at: place,
    by: fc.integer({ min: 1, max: 255 }),
  }),
  fc.record({ kind: fc.constant('cut' as const), at: place, by: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ kind: fc.constant('add' as const), at: place, by: fc.integer({ min: 1, max: 255 }) }),
);
interface Mutations {
  readonly steps: readonly {
    readonly kind: 'flip' | 'cut' | 'add';
    readonly at: number;
    readonly by: number;
  }[];
  readonly mendsLength: boolean;
}
/** Whether the length in the header follows: then only the signature can tell. */
const mutations: fc.Arbitrary<Mutations> = fc.record({
  steps: fc.array(mutation, { minLength: 1, maxLength: 4 }),
  mendsLength: fc.boolean(),
});

function mutate(packet: Buffer, { steps, mendsLength }: Mutations): Buffer {
  const bytes = [...packet];
  for (const { kind, at, by } of steps) {
    const place = at % Math.max(bytes.length, 1);
    if (kind === 'flip') bytes[place] = (bytes[place] ?? 0) ^ by;
    else if (kind === 'cut') bytes.splice(place, by);
    else bytes.splice(place, 0, by);
  }
  const mutated = Buffer.from(bytes);
  if (mendsLength && mutated.length >= 4) mutated.writeUInt16BE(mutated.length, 2);
  return mutated;
}

it('a mutated request is never accepted, never reaches the bank and never stops the server', async () => {
  const { bank, front } = newFront();
  await fc.assert(
    fc.asyncProperty(mutations, async (wanted) => {
      const packet = request(RIGHT);
      const mutated = mutate(packet, wanted);
      // Bytes behind the packet are padding (RFC 2865 §3).
      fc.pre(!mutated.subarray(0, packet.length).equals(packet));
      expect(await front.answer(mutated, AT)).toBeUndefined();
    }),
    { numRuns: 3000 },
  );
  expect(bank.asked).toEqual([]);
});

const attributes = fc.array(
  fc.record({
    type: fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(1, 2, 3, 24, 26, 33, 79)),
    value: fc.uint8Array({ maxLength: 200 }),
  }),
  { maxLength: 15 },
);

it('whatever a client signs gets a signed reply, and no Access-Accept', async () => {
  const { front } = newFront();
  await fc.assert(
    fc.asyncProperty(attributes, async (wanted) => {
      // Two Message-Authenticators are not signed.
      const more = wanted
        .filter(({ type }) => type !== 80)
        .map(({ type, value }) => attribute(type, value));
      const packet = request({ user: 'tanaka', more });
      const reply = await front.answer(packet, AT);
      if (reply === undefined) {
        expect(front.counters.dropped.malformed).toBeGreaterThan(0);
      } else {
        expect(answer(reply, packet).code).not.toBe(ACCEPT);
      }
    }),
    { numRuns: 1000 },
  );
  expect(front.counters.dropped['bank-failed']).toBe(0);
});

it('any bytes are read or refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const packet = readPacket(bytes);
      if (packet !== undefined) expect(packet.bytes.length).toBeLessThanOrEqual(bytes.length);
    }),
  );
});
