import { describe, expect, it } from 'vitest';
import { fields, T } from '../../../support/usb/usbredir-guest.ts';
import type { FakeUsb } from '../usb/support/fake-usb.ts';
import {
  SUCCESS,
  CANCELLED,
  INVALID,
  IO_ERROR,
  STALL,
  BABBLE,
  GET_DEVICE,
  connected,
  bulk,
  shown,
  IN,
} from './connected-guest.ts';

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
