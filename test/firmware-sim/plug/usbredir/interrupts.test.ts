import { describe, expect, it } from 'vitest';
import { fields, T } from '../../../support/usb/usbredir-guest.ts';
import { SUCCESS, INVALID, STALL, GET_DEVICE, connected } from './connected-guest.ts';

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
