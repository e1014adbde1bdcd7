import type { UsbredirPlug } from '@fobkit/firmware-sim/plug';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { blankFob } from '../../../support/raw-host.ts';
import { dial, type SocketReader } from '../../../support/usb/socket-reader.ts';
import {
  ALL_CAPS,
  encodePacket,
  fields,
  hello,
  redirPlace,
  T,
} from '../../../support/usb/usbredir-guest.ts';
import { settled } from '../plug-support.ts';
import { FakeUsb } from '../usb/support/fake-usb.ts';
import { chunked, mutations } from '../usb/support/mutate.ts';
import { guestOf, openPlug } from './usbredir-support.ts';

const GET_DEVICE = [0x80, 6, 0x0100, 0, 18] as const;
const readers: SocketReader[] = [];

afterEach(() => {
  for (const reader of readers.splice(0)) reader.socket.destroy();
});

async function stranger(plug: UsbredirPlug): Promise<SocketReader> {
  const reader = await dial(redirPlace(plug.url));
  readers.push(reader);
  return reader;
}

/** A packet of a guest with long ids. */
function packet(type: number, id: number, body?: Uint8Array): Buffer {
  return encodePacket({ type, id: BigInt(id), ...(body === undefined ? {} : { body }) }, true);
}

async function expectUnharmed(plug: UsbredirPlug): Promise<void> {
  const guest = await guestOf(plug);
  await guest.device();
  expect((await guest.control(1, GET_DEVICE)).data).toHaveLength(18);
  guest.close();
}

describe('a connection is closed, and the fob is unharmed, when its guest', () => {
  it.each<[string, Buffer]>([
    ['does not say hello first', packet(T.reset, 0)],
    ['speaks another protocol', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['says hello twice', Buffer.concat([hello(ALL_CAPS), packet(T.hello, 0, new Uint8Array(68))])],
    ['sends a packet that is unknown', Buffer.concat([hello(ALL_CAPS), packet(200, 0)])],
    [
      'announces 4 GiB',
      Buffer.concat([hello(ALL_CAPS), fields([4, T.bulkPacket], [4, 0xffff_ffff], [4, 0], [4, 0])]),
    ],
  ])('%s', async (_, bytes) => {
    const problems: string[] = [];
    const plug = await openPlug(new FakeUsb(), { onProblem: (text) => problems.push(text) });
    const reader = await stranger(plug);
    reader.socket.write(bytes);
    await reader.closed;
    expect(problems).toHaveLength(1);
    await expectUnharmed(plug);
  });

  it.each<[string, Buffer]>([
    ['says nothing', Buffer.alloc(0)],
    ['stops in the middle of its hello', hello(ALL_CAPS).subarray(0, 40)],
  ])('%s, after a while', async (_, bytes) => {
    const plug = await openPlug(new FakeUsb(), { helloMs: 20 });
    const reader = await stranger(plug);
    reader.socket.write(bytes);
    await reader.closed;
    await expectUnharmed(plug);
  });

  it('leaves in the middle of a packet', async () => {
    const plug = await openPlug(new FakeUsb());
    const reader = await stranger(plug);
    const bulk = packet(T.bulkPacket, 1, fields(3, 0, [2, 100], [4, 0], [2, 0], Buffer.alloc(100)));
    reader.socket.end(Buffer.concat([hello(ALL_CAPS), bulk.subarray(0, 60)]));
    await reader.closed;
    await expectUnharmed(plug);
  });
});

describe('the plug', () => {
  it('refuses transfers above what it holds at once, and does the others', async () => {
    const fob = new FakeUsb();
    const plug = await openPlug(fob);
    const guest = await guestOf(plug);
    await guest.device();
    const body = fields(0x83, 0, [2, 0], [4, 0], [2, 16]);
    for (let id = 1; id <= 17; id++) guest.send(T.bulkPacket, id, body);
    const refused = await guest.next();
    expect([refused.id, refused.body.readUInt8(1)]).toEqual([17n, 3]);
    expect(plug.pending).toEqual({ count: 16, bytes: 16 << 20 });
    fob.say(0x83, Uint8Array.of(1));
    expect((await guest.next()).id).toBe(1n);
  });

  it('stops hearing a guest that does not read', async () => {
    const fob = new FakeUsb();
    const data = new Uint8Array(64);
    fob.behaviour.source.set(0x84, () => data);
    const plug = await openPlug(fob);
    let done = 0;
    plug.observe(({ kind, urb }) => {
      if (kind === 'complete' && urb.endpoint === 0x84) done++;
    });
    const guest = await guestOf(plug);
    await guest.device();
    guest.reader.socket.pause();
    const body = fields(0x84, 0, [2, 0], [4, 0], [2, 1]);
    for (let id = 0; id < 500; id++) guest.send(T.bulkPacket, id, body);
    expect(await settled(() => done)).toBeLessThan(500);
    guest.reader.socket.resume();
    await guest.reader.read(500 * (16 + 10 + (1 << 16)));
    expect(done).toBe(500);
  });

  it('asks the fob for nothing more while a guest does not read its interrupts', async () => {
    const fob = new FakeUsb();
    const plug = await openPlug(fob);
    const guest = await guestOf(plug);
    await guest.device();
    guest.send(T.startInterruptReceiving, 0, fields(0x81));
    await guest.next();
    guest.reader.socket.pause();
    let left = 150_000;
    fob.behaviour.source.set(0x81, () => (left-- > 0 ? new Uint8Array(64) : undefined));
    fob.ready(0x81);
    expect(await settled(() => left)).toBeGreaterThan(0);
    guest.reader.socket.resume();
    await guest.reader.read(150_000 * (16 + 4 + 64));
    expect(left).toBeLessThanOrEqual(0);
  });

  it('is unharmed by whatever a guest sends', async () => {
    const plug = await openPlug(blankFob());
    await fc.assert(
      fc.asyncProperty(damagedSession, async (pieces) => {
        const reader = await stranger(plug);
        for (const piece of pieces) reader.socket.write(piece);
        reader.socket.end();
        await reader.closed;
        await expectUnharmed(plug);
        expect(plug.pending).toEqual({ count: 0, bytes: 0 });
      }),
      { numRuns: 300 },
    );
  });
});

const step = fc
  .record({
    type: fc.constantFrom(
      ...[T.controlPacket, T.controlPacket, T.bulkPacket, T.bulkPacket, T.interruptPacket],
      ...[T.setConfiguration, T.getConfiguration, T.setAltSetting, T.startInterruptReceiving],
      ...[T.stopInterruptReceiving, T.cancelDataPacket, T.reset, T.deviceDisconnectAck],
    ),
    endpoint: fc.constantFrom(0x01, 0x03, 0x04, 0x81, 0x82, 0x83, 0x84),
    length: fc.integer({ min: 0, max: 150 }),
    request: fc.constantFrom(0, 1, 5, 6, 8, 9, 0x20, 0x22, 0x77),
    type2: fc.constantFrom(0x00, 0x21, 0x80, 0xa1, 0xc0),
    value: fc.constantFrom(0, 1, 0x0100, 0x0200, 0x0303, 0x0f00),
  })
  .map((one) => ({ ...one, data: new Uint8Array(one.length).fill(one.length) }));

/** Bodies as their packets want them. */
function bodyOf({ type, endpoint, length, data, request, type2, value }: Step): Uint8Array {
  const own = (endpoint & 0x80) === 0 ? data : new Uint8Array(0);
  switch (type) {
    case T.controlPacket: {
      const to = (type2 & 0x80) === 0 ? data : new Uint8Array(0);
      const head = [type2 & 0x80, request, type2, 0] as const;
      return fields(...head, [2, value], [2, 0], [2, length], to);
    }
    case T.bulkPacket:
      return fields(endpoint, 0, [2, length], [4, 0], [2, 0], own);
    case T.interruptPacket:
      return fields(endpoint, 0, [2, length], own);
    case T.setConfiguration:
      return fields(value & 1);
    case T.setAltSetting:
      return fields(endpoint & 3, 0);
    case T.startInterruptReceiving:
    case T.stopInterruptReceiving:
      return fields(endpoint);
    default:
      return new Uint8Array(0);
  }
}

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** What a guest sends after it has connected, with damage in it. */
const damagedSession = chunked(
  fc
    .tuple(fc.array(step, { minLength: 1, maxLength: 15 }), mutations, fc.boolean())
    .map(([steps, mutate, inHello]) => {
      const packets = Buffer.concat(steps.map((one, at) => packet(one.type, at, bodyOf(one))));
      const said = hello(ALL_CAPS);
      return inHello
        ? mutate(Buffer.concat([said, packets]))
        : Buffer.concat([said, mutate(packets)]);
    }),
);
