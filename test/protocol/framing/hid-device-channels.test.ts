import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../protocol/bytes/errors.ts';
import { HidDevice } from '../../../protocol/framing/hid-device.ts';
import { ALL, brief, FIRST, NONCE, openDevice, report, SECOND } from './hid-support.ts';

function newDevice(firstCid = 0x2a00_0001): HidDevice {
  return new HidDevice({ firmware: [1, 4, 7], firstCid });
}

function initReply(on: string, cid: string): string {
  return `${on} 86 0011 ${NONCE}${cid}020104070b`;
}

describe('HidDevice: channels', () => {
  it('[HID-15] [HID-16] answers INIT on the broadcast channel with a channel', () => {
    const device = newDevice();
    expect(brief(device.receive(report(ALL, '86 0008', NONCE), 0))).toEqual([
      initReply(ALL, FIRST),
    ]);
  });

  it('[HID-10] gives each INIT another channel', () => {
    const device = newDevice();
    device.receive(report(ALL, '86 0008', NONCE), 0);
    expect(brief(device.receive(report(ALL, '86 0008', NONCE), 0))).toEqual([
      initReply(ALL, SECOND),
    ]);
  });

  it.each([0, -1, 0xffff_ffff, 1.5, NaN])('[HID-10] does not begin with channel %d', (first) => {
    expect(() => newDevice(first)).toThrow(UsageError);
  });

  it('[HID-10] refuses INIT when the channels are used up', () => {
    const device = newDevice(0xffff_fffe);
    expect(brief(device.receive(report(ALL, '86 0008', NONCE), 0))).toEqual([
      initReply(ALL, 'fffffffe'),
    ]);
    for (let i = 0; i < 2; i++) {
      expect(brief(device.receive(report(ALL, '86 0008', NONCE), 0))).toEqual([
        `${ALL} bf 0001 7f`,
      ]);
    }
  });

  it.each(['86 0007', '86 0009', '86 0000', '86 ffff'])(
    '[HID-15] refuses INIT without 8 bytes: %s',
    (header) => {
      const device = openDevice();
      expect(brief(device.receive(report(ALL, header, NONCE), 0))).toEqual([`${ALL} bf 0001 03`]);
      expect(brief(device.receive(report(FIRST, header, NONCE), 0))).toEqual([
        `${FIRST} bf 0001 03`,
      ]);
    },
  );

  it.each(['00000000', '00000001', '2a000000', '2a000003', 'fffffffe'])(
    '[HID-11] refuses any command on a channel that it did not give: %s',
    (cid) => {
      for (const command of ['81 0000', '86 0008', '91 0000', 'c0 0001', 'ff 0000']) {
        expect(brief(openDevice().receive(report(cid, command), 0))).toEqual([`${cid} bf 0001 0b`]);
      }
    },
  );

  it('[HID-11] refuses every command but INIT on the broadcast channel', () => {
    for (const command of ['81 0000', '84 0001', '88 0000', '91 0000', 'c0 0001', 'bf 0001']) {
      expect(brief(openDevice().receive(report(ALL, command), 0))).toEqual([`${ALL} bf 0001 0b`]);
    }
  });

  it('[HID-17] answers INIT on a channel with the same channel', () => {
    expect(brief(openDevice().receive(report(SECOND, '86 0008', NONCE), 0))).toEqual([
      initReply(SECOND, SECOND),
    ]);
  });

  it('[HID-17] drops a message half received on the channel', () => {
    const device = openDevice();
    device.receive(report(FIRST, 'c0 0050'), 0);
    expect(brief(device.receive(report(FIRST, '86 0008', NONCE), 1))).toEqual([
      initReply(FIRST, FIRST),
    ]);
    expect(device.receive(report(FIRST, '00'), 2)).toEqual([]);
    expect(brief(device.receive(report(FIRST, 'c0 0001 07'), 3))).toEqual(['message 1 07']);
  });

  it('[HID-17] aborts the work on the channel, whose reply is then not sent', () => {
    const device = openDevice();
    device.receive(report(FIRST, 'c0 0001 07'), 0);
    expect(brief(device.receive(report(FIRST, '86 0008', NONCE), 1))).toEqual([
      'abort 1',
      initReply(FIRST, FIRST),
    ]);
    expect(device.reply(1, Uint8Array.of(9))).toEqual([]);
  });

  it('[HID-17] does not take a late reply for the reply to the next message', () => {
    const device = openDevice();
    device.receive(report(FIRST, 'c0 0001 07'), 0);
    device.receive(report(FIRST, '86 0008', NONCE), 1);
    expect(brief(device.receive(report(FIRST, 'c0 0001 08'), 2))).toEqual(['message 2 08']);
    expect(device.reply(1, Uint8Array.of(9))).toEqual([]);
    expect(device.reply(2, Uint8Array.of(9))).toEqual([report(FIRST, 'c0 0001 09')]);
  });

  it('[HID-17] does not touch the transaction of another channel', () => {
    const device = openDevice();
    device.receive(report(FIRST, 'c0 0001 07'), 0);
    expect(brief(device.receive(report(SECOND, '86 0008', NONCE), 1))).toEqual([
      initReply(SECOND, SECOND),
    ]);
    expect(device.reply(1, Uint8Array.of(9)).length).toBe(1);
  });

  it('[HID-18] gives a channel while another one is receiving, and disturbs nothing', () => {
    const device = openDevice();
    device.receive(report(FIRST, 'c0 003a', '01'.repeat(57)), 0);
    expect(brief(device.receive(report(ALL, '86 0008', NONCE), 1))).toEqual([
      initReply(ALL, '2a000003'),
    ]);
    expect(brief(device.receive(report(FIRST, '00 02'), 2))).toEqual([
      `message 1 ${'01'.repeat(57)}02`,
    ]);
  });

  it('[HID-18] gives a channel while another one has a lock', () => {
    const device = openDevice();
    device.receive(report(FIRST, '84 0001 0a'), 0);
    expect(brief(device.receive(report(ALL, '86 0008', NONCE), 1))).toEqual([
      initReply(ALL, '2a000003'),
    ]);
  });
});
