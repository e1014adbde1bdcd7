import { describe, expect, it } from 'vitest';
import { fields, type Packet, type RedirGuest, T } from '../../../support/usb/usbredir-guest.ts';
import { FakeUsb } from '../usb/support/fake-usb.ts';
import { guestOf, openPlug } from './usbredir-support.ts';

/** Status bytes of the protocol text. */
const [SUCCESS, CANCELLED, INVALID, IO_ERROR, STALL, , BABBLE] = [0, 1, 2, 3, 4, 5, 6];
const GET_DEVICE = [0x80, 6, 0x0100, 0, 18] as const;

async function connected(): Promise<{ fob: FakeUsb; guest: RedirGuest }> {
  const fob = new FakeUsb();
  const guest = await guestOf(await openPlug(fob));
  await guest.device();
  fob.log.length = 0;
  return { fob, guest };
}

/** A usb_redir_bulk_packet; for IN, `length` is the room. */
function bulk(endpoint: number, data: Uint8Array, length = data.length): Buffer {
  return fields(endpoint, 0, [2, length & 0xffff], [4, 0], [2, length >>> 16], data);
}

function shown({ id, body }: Packet): { id: bigint; status: number; length: number; data: string } {
  const length = body.readUInt16LE(2) + body.readUInt16LE(8) * 0x1_0000;
  return { id, status: body.readUInt8(1), length, data: body.subarray(10).toString('hex') };
}

const IN = new Uint8Array(0);

describe('a control packet', () => {
  it('brings what the fob answers, as much as there is', async () => {
    const { guest } = await connected();
    const answer = await guest.control(1, [0x80, 6, 0x0100, 0, 64]);
    expect([answer.status, answer.length, answer.data.length]).toEqual([SUCCESS, 18, 18]);
  });

  it('is answered with its own fields but for status and length', async () => {
    const { guest } = await connected();
    guest.send(T.controlPacket, 3, fields(0, 0x20, 0x21, 0, [2, 0], [2, 1], [2, 2], 0xaa, 0xbb));
    const { id, body } = await guest.next();
    expect(id).toBe(3n);
    expect(body.toString('hex')).toBe('00202100' + '0000' + '0100' + '0200');
  });

  it('is a stall when the fob does not know the request, and the next one works', async () => {
    const { guest } = await connected();
    expect((await guest.control(1, [0xc0, 0x77, 0, 0, 4])).status).toBe(STALL);
    expect((await guest.control(2, GET_DEVICE)).status).toBe(SUCCESS);
  });

  it('is invalid where its parts go different ways, and on other endpoints', async () => {
    const { guest } = await connected();
    guest.send(T.controlPacket, 1, fields(0x80, 6, 0x00, 0, [2, 0x0100], [2, 0], [2, 18]));
    guest.send(T.controlPacket, 2, fields(0x81, 6, 0x80, 0, [2, 0x0100], [2, 0], [2, 18]));
    for (const id of [1n, 2n]) {
      const packet = await guest.next();
      expect([packet.id, packet.body.readUInt8(3)]).toEqual([id, INVALID]);
    }
  });
});

describe('a configuration', () => {
  it('is set, with endpoints and interfaces told before the status', async () => {
    const { fob, guest } = await connected();
    guest.send(T.setConfiguration, 4, fields(1));
    const types = [(await guest.next()).type, (await guest.next()).type];
    expect(types).toEqual([T.epInfo, T.interfaceInfo]);
    const status = await guest.next();
    expect([status.type, status.id, ...status.body]).toEqual([
      T.configurationStatus,
      4n,
      SUCCESS,
      1,
    ]);
    expect(fob.log).toEqual(['configure 1']);
  });

  it('is read', async () => {
    const { guest } = await connected();
    guest.send(T.setConfiguration, 4, fields(1));
    await guest.nextOf(T.configurationStatus);
    guest.send(T.getConfiguration, 5);
    const status = await guest.nextOf(T.configurationStatus);
    expect([status.id, ...status.body]).toEqual([5n, SUCCESS, 1]);
  });

  it('is refused with the status of the fob, and nothing is told anew', async () => {
    const { guest } = await connected();
    guest.send(T.setConfiguration, 4, fields(7));
    const status = await guest.next();
    expect([status.type, ...status.body]).toEqual([T.configurationStatus, STALL, 7]);
  });

  it('of nothing has endpoint 0 alone', async () => {
    const { guest } = await connected();
    guest.send(T.setConfiguration, 4, fields(0));
    const types = [...(await guest.nextOf(T.epInfo)).body.subarray(0, 32)];
    expect(types).toEqual([0, ...Array<number>(15).fill(255), 0, ...Array<number>(15).fill(255)]);
  });
});

describe('an alternate setting', () => {
  it('is set and read', async () => {
    const { guest } = await connected();
    guest.send(T.setAltSetting, 6, fields(3, 0));
    expect((await guest.next()).type).toBe(T.epInfo);
    expect((await guest.next()).type).toBe(T.interfaceInfo);
    const set = await guest.next();
    expect([set.type, set.id, ...set.body]).toEqual([T.altSettingStatus, 6n, SUCCESS, 3, 0]);
    guest.send(T.getAltSetting, 7, fields(3));
    const got = await guest.next();
    expect([got.id, ...got.body]).toEqual([7n, SUCCESS, 3, 0]);
  });

  it('that is not there is a stall', async () => {
    const { guest } = await connected();
    guest.send(T.setAltSetting, 6, fields(3, 2));
    expect([...(await guest.next()).body]).toEqual([STALL, 3, 2]);
  });

  it('cancels what is under way on its interface, and nothing else', async () => {
    const { guest } = await connected();
    guest.send(T.bulkPacket, 1, bulk(0x83, IN, 64));
    guest.send(T.bulkPacket, 2, bulk(0x84, IN, 64));
    guest.send(T.setAltSetting, 3, fields(3, 0));
    expect(shown(await guest.next())).toMatchObject({ id: 2n, status: CANCELLED });
    await guest.nextOf(T.altSettingStatus);
    guest.send(T.cancelDataPacket, 1);
    expect(shown(await guest.nextOf(T.bulkPacket))).toMatchObject({ id: 1n, status: CANCELLED });
  });
});

describe('a bulk packet', () => {
  it('goes to the fob and tells the true length', async () => {
    const { fob, guest } = await connected();
    guest.send(T.bulkPacket, 9, bulk(0x03, Uint8Array.of(1, 2, 3)));
    const answer = shown(await guest.next());
    expect(answer).toEqual({ id: 9n, status: SUCCESS, length: 3, data: '' });
    expect(fob.log).toEqual(['out 3: 010203']);
  });

  it('comes when the fob has something', async () => {
    const { fob, guest } = await connected();
    guest.send(T.bulkPacket, 1, bulk(0x83, IN, 512));
    await guest.control(2, GET_DEVICE);
    fob.say(0x83, Uint8Array.of(7, 8));
    expect(shown(await guest.next())).toEqual({ id: 1n, status: SUCCESS, length: 2, data: '0708' });
  });

  it('has ids of 64 bits', async () => {
    const { guest } = await connected();
    guest.send(T.bulkPacket, 0xfedc_ba98_7654_3210n, bulk(0x03, Uint8Array.of(1)));
    expect((await guest.next()).id).toBe(0xfedc_ba98_7654_3210n);
  });

  it('may be longer than 64 KiB', async () => {
    const { guest } = await connected();
    const data = new Uint8Array(100_000).fill(0x5a);
    guest.send(T.bulkPacket, 1, bulk(0x04, data));
    expect(shown(await guest.next())).toMatchObject({ status: SUCCESS, length: 100_000 });
    guest.send(T.bulkPacket, 2, bulk(0x84, IN, 1 << 20));
    const answer = shown(await guest.next());
    expect([answer.length, answer.data.length]).toEqual([100_000, 200_000]);
  });

  it.each([
    [
      'a stall where the endpoint is halted',
      STALL,
      (fob: FakeUsb) => fob.behaviour.halted.add(0x83),
    ],
    [
      'an error where the fob is silent',
      IO_ERROR,
      (fob: FakeUsb) => fob.behaviour.silent.add(0x83),
    ],
    [
      'a babble where the fob sends too much',
      BABBLE,
      (fob: FakeUsb) => {
        fob.say(0x83, new Uint8Array(64));
      },
    ],
  ])('is %s', async (_, status, prepare) => {
    const { fob, guest } = await connected();
    prepare(fob);
    guest.send(T.bulkPacket, 1, bulk(0x83, IN, 32));
    expect(shown(await guest.next()).status).toBe(status);
  });

  it('is invalid on an endpoint that is not there or none for bulk, and with a stream', async () => {
    const { guest } = await connected();
    guest.send(T.bulkPacket, 1, bulk(0x85, IN, 64));
    guest.send(T.bulkPacket, 2, bulk(0x81, IN, 64));
    guest.send(T.bulkPacket, 3, bulk(0x13, Uint8Array.of(1)));
    guest.send(T.bulkPacket, 4, fields(0x83, 0, [2, 64], [4, 1], [2, 0]));
    for (const id of [1n, 2n, 3n, 4n]) {
      expect(shown(await guest.next())).toMatchObject({ id, status: INVALID, length: 0 });
    }
  });
});

describe('cancelling', () => {
  it('ends a packet that waits, under its id', async () => {
    const { fob, guest } = await connected();
    guest.send(T.bulkPacket, 1, bulk(0x83, IN, 64));
    guest.send(T.bulkPacket, 2, bulk(0x83, IN, 64));
    guest.send(T.cancelDataPacket, 1);
    expect(shown(await guest.next())).toMatchObject({ id: 1n, status: CANCELLED, length: 0 });
    fob.say(0x83, Uint8Array.of(1));
    expect(shown(await guest.next())).toMatchObject({ id: 2n, status: SUCCESS, length: 1 });
  });

  it('of a packet that is over, or never was, says nothing', async () => {
    const { guest } = await connected();
    guest.send(T.bulkPacket, 1, bulk(0x03, Uint8Array.of(1)));
    await guest.next();
    guest.send(T.cancelDataPacket, 1);
    guest.send(T.cancelDataPacket, 99);
    expect((await guest.control(2, GET_DEVICE)).status).toBe(SUCCESS);
    expect(guest.idle).toBe(true);
  });
});

describe('interrupt receiving', () => {
  it('passes on what comes, numbered from 0, until it is stopped', async () => {
    const { fob, guest } = await connected();
    guest.send(T.startInterruptReceiving, 0, fields(0x81));
    const started = await guest.next();
    expect([started.type, ...started.body]).toEqual([T.interruptReceivingStatus, SUCCESS, 0x81]);
    for (const byte of [5, 6]) fob.say(0x81, Uint8Array.of(byte));
    for (const [id, byte] of [
      [0n, 5],
      [1n, 6],
    ] as const) {
      const packet = await guest.next();
      expect([packet.type, packet.id]).toEqual([T.interruptPacket, id]);
      expect(packet.body.toString('hex')).toBe(`81000100${byte.toString(16).padStart(2, '0')}`);
    }
    guest.send(T.stopInterruptReceiving, 0, fields(0x81));
    const stopped = await guest.next();
    expect([stopped.type, ...stopped.body]).toEqual([T.interruptReceivingStatus, SUCCESS, 0x81]);
    fob.say(0x81, Uint8Array.of(9));
    await guest.control(1, GET_DEVICE);
    expect(guest.idle).toBe(true);
  });

  it('tells a stall when the endpoint halts, and may be started again from 0', async () => {
    const { fob, guest } = await connected();
    fob.behaviour.halted.add(0x81);
    guest.send(T.startInterruptReceiving, 0, fields(0x81));
    expect([...(await guest.next()).body]).toEqual([SUCCESS, 0x81]);
    expect([...(await guest.next()).body]).toEqual([STALL, 0x81]);
    fob.behaviour.halted.delete(0x81);
    guest.send(T.startInterruptReceiving, 0, fields(0x81));
    expect([...(await guest.next()).body]).toEqual([SUCCESS, 0x81]);
    fob.say(0x81, Uint8Array.of(1));
    expect((await guest.next()).id).toBe(0n);
  });

  it.each([0x01, 0x83, 0x85, 0x80])('is invalid on endpoint %i', async (endpoint) => {
    const { guest } = await connected();
    guest.send(T.startInterruptReceiving, 0, fields(endpoint));
    expect([...(await guest.next()).body]).toEqual([INVALID, endpoint]);
  });

  it('of an endpoint that is read already is invalid, and goes on', async () => {
    const { fob, guest } = await connected();
    guest.send(T.startInterruptReceiving, 0, fields(0x81));
    guest.send(T.startInterruptReceiving, 0, fields(0x81));
    await guest.next();
    expect([...(await guest.next()).body]).toEqual([INVALID, 0x81]);
    fob.say(0x81, Uint8Array.of(1));
    expect((await guest.next()).type).toBe(T.interruptPacket);
  });

  it('is stopped by a new configuration, which the guest is told as a stall', async () => {
    const { guest } = await connected();
    guest.send(T.startInterruptReceiving, 0, fields(0x81));
    await guest.next();
    guest.send(T.setConfiguration, 1, fields(1));
    const told = await guest.next();
    expect([told.type, ...told.body]).toEqual([T.interruptReceivingStatus, STALL, 0x81]);
  });
});

describe('an interrupt packet', () => {
  it('goes to the fob and is answered under its id', async () => {
    const { fob, guest } = await connected();
    guest.send(T.interruptPacket, 8, fields(0x01, 0, [2, 2], 0xca, 0xfe));
    const { type, id, body } = await guest.next();
    expect([type, id, body.toString('hex')]).toEqual([T.interruptPacket, 8n, '01000200']);
    expect(fob.log).toEqual(['out 1: cafe']);
  });

  it('is invalid for IN, where a guest starts receiving, and on a bulk endpoint', async () => {
    const { guest } = await connected();
    guest.send(T.interruptPacket, 8, fields(0x81, 0, [2, 64]));
    expect((await guest.next()).body.readUInt8(1)).toBe(INVALID);
    guest.send(T.interruptPacket, 9, fields(0x03, 0, [2, 1], 0));
    expect((await guest.next()).body.readUInt8(1)).toBe(INVALID);
  });
});

describe('a reset', () => {
  it('resets the fob and cancels what is under way', async () => {
    const { fob, guest } = await connected();
    guest.send(T.startInterruptReceiving, 0, fields(0x81));
    await guest.next();
    guest.send(T.bulkPacket, 1, bulk(0x83, IN, 64));
    guest.send(T.reset, 0);
    const told = [await guest.next(), await guest.next()].map(({ type, body }) => [type, ...body]);
    expect(told).toContainEqual([T.interruptReceivingStatus, STALL, 0x81]);
    expect(told.find(([type]) => type === T.bulkPacket)?.[2]).toBe(CANCELLED);
    expect((await guest.control(2, GET_DEVICE)).status).toBe(SUCCESS);
    expect(fob.log).toEqual(['reset', 'address 1']);
  });
});

describe('what the fob has not', () => {
  it('is refused: isochronous streams', async () => {
    const { guest } = await connected();
    guest.send(T.startIsoStream, 0, fields(0x83, 1, 1));
    const start = await guest.next();
    expect([start.type, ...start.body]).toEqual([T.isoStreamStatus, INVALID, 0x83]);
    guest.send(T.stopIsoStream, 0, fields(0x83));
    expect([...(await guest.next()).body]).toEqual([INVALID, 0x83]);
  });

  it('is ignored: filters', async () => {
    const { guest } = await connected();
    guest.send(T.filterFilter, 0, Buffer.from('-1,-1,-1,-1,1\0'));
    guest.send(T.filterReject, 0);
    expect((await guest.control(1, GET_DEVICE)).status).toBe(SUCCESS);
  });
});
