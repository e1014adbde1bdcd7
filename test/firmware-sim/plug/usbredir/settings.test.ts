import { describe, expect, it } from 'vitest';
import { fields, T } from '../../../support/usb/usbredir-guest.ts';
import {
  SUCCESS,
  CANCELLED,
  STALL,
  GET_DEVICE,
  connected,
  bulk,
  shown,
  IN,
} from './connected-guest.ts';

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
