import { describe, expect, it } from 'vitest';
import { HID_MESSAGE_TIMEOUT } from '../../../protocol/framing/hid-device.ts';
import { fragmentHid } from '../../../protocol/framing/hid-report.ts';
import { ALL, brief, FIRST, NONCE, openDevice, report, SECOND } from './hid-support.ts';

const ONES = '01'.repeat(57);
const TWOS = '02'.repeat(59);

describe('HidDevice: transactions', () => {
  it('[HID-1] ignores a report of another length', () => {
    const device = openDevice();
    const ping = report(FIRST, '81 0000');
    for (const length of [0, 7, 63]) {
      expect(device.receive(ping.subarray(0, length), 0)).toEqual([]);
    }
    expect(device.receive(Uint8Array.from([...ping, 0]), 0)).toEqual([]);
  });

  it('[HID-8] hands over a message of one packet', () => {
    expect(brief(openDevice().receive(report(FIRST, 'c0 0003 0a0b0c ffff'), 0))).toEqual([
      'message 1 0a0b0c',
    ]);
  });

  it('[HID-8] hands over a message of three packets, without the bytes behind it', () => {
    const device = openDevice();
    expect(device.receive(report(FIRST, 'c0 0076', ONES), 0)).toEqual([]);
    expect(device.receive(report(FIRST, '00', TWOS), 1)).toEqual([]);
    expect(brief(device.receive(report(FIRST, '01 0304 ffff'), 2))).toEqual([
      `message 1 ${ONES}${TWOS}0304`,
    ]);
  });

  it('sends the reply on the channel of the message', () => {
    const device = openDevice();
    device.receive(report(SECOND, 'c0 0001 07'), 0);
    const payload = new Uint8Array(60).fill(5);
    expect(device.reply(1, payload)).toEqual(fragmentHid(0x2a00_0002, 0x40, payload));
  });

  it('replies once', () => {
    const device = openDevice();
    device.receive(report(FIRST, 'c0 0001 07'), 0);
    expect(device.reply(1, Uint8Array.of(1)).length).toBe(1);
    expect(device.reply(1, Uint8Array.of(1))).toEqual([]);
    expect(device.reply(7, Uint8Array.of(1))).toEqual([]);
  });

  it('[HID-12] ignores continuation packets that belong to nothing', () => {
    const device = openDevice();
    for (const cid of [FIRST, SECOND, ALL, '00000000', '12345678']) {
      expect(device.receive(report(cid, '00'), 0)).toEqual([]);
    }
  });

  it('[HID-12] ignores a continuation packet of another channel within a message', () => {
    const device = openDevice();
    device.receive(report(FIRST, 'c0 003a', ONES), 0);
    expect(device.receive(report(SECOND, '00 99'), 1)).toEqual([]);
    expect(brief(device.receive(report(FIRST, '00 02'), 2))).toEqual([`message 1 ${ONES}02`]);
  });

  it.each(['01', '7f'])('[HID-14] drops the message at sequence number %s for 00', (sequence) => {
    const device = openDevice();
    device.receive(report(FIRST, 'c0 00ff'), 0);
    expect(brief(device.receive(report(FIRST, sequence), 1))).toEqual([`${FIRST} bf 0001 04`]);
    expect(device.receive(report(FIRST, '00'), 2)).toEqual([]);
  });

  it('[HID-14] drops the message at a sequence number that came before', () => {
    const device = openDevice();
    device.receive(report(FIRST, 'c0 00ff'), 0);
    device.receive(report(FIRST, '00'), 1);
    expect(brief(device.receive(report(FIRST, '00'), 2))).toEqual([`${FIRST} bf 0001 04`]);
  });

  it('[HID-14] drops the message at an initialization packet on its channel, and that too', () => {
    const device = openDevice();
    device.receive(report(FIRST, 'c0 00ff'), 0);
    expect(brief(device.receive(report(FIRST, 'c0 0001 07'), 1))).toEqual([`${FIRST} bf 0001 04`]);
    expect(brief(device.receive(report(FIRST, 'c0 0001 07'), 2))).toEqual(['message 1 07']);
  });

  it('[HID-13] waits 500 ms for the next packet', () => {
    expect(HID_MESSAGE_TIMEOUT).toBe(32_768 / 2);
    const device = openDevice();
    device.receive(report(FIRST, 'c0 003a', ONES), 1000);
    expect(device.wakeAt).toBe(1000 + 16_384);
    expect(device.elapse(1000 + 16_383)).toEqual([]);
    expect(brief(device.receive(report(FIRST, '00 02'), 1000 + 16_383))).toEqual([
      `message 1 ${ONES}02`,
    ]);
    expect(device.wakeAt).toBeUndefined();
  });

  it('[HID-13] drops the message after 500 ms and says so, once', () => {
    const device = openDevice();
    device.receive(report(FIRST, 'c0 003a'), 1000);
    expect(brief(device.elapse(1000 + 16_384))).toEqual([`${FIRST} bf 0001 05`]);
    expect(device.elapse(1000 + 16_385)).toEqual([]);
    expect(device.wakeAt).toBeUndefined();
  });

  it('[HID-13] counts from the last packet', () => {
    const device = openDevice();
    device.receive(report(FIRST, 'c0 00ff'), 0);
    device.receive(report(FIRST, '00'), 16_000);
    expect(device.elapse(32_383)).toEqual([]);
    expect(brief(device.elapse(32_384))).toEqual([`${FIRST} bf 0001 05`]);
  });

  it('[HID-13] says so before it looks at a packet that came late', () => {
    const device = openDevice();
    device.receive(report(FIRST, 'c0 003a'), 0);
    expect(brief(device.receive(report(SECOND, 'c0 0001 07'), 20_000))).toEqual([
      `${FIRST} bf 0001 05`,
      'message 1 07',
    ]);
  });

  it('[HID-13] does not hurry the work on a complete message', () => {
    const device = openDevice();
    device.receive(report(FIRST, 'c0 0001 07'), 0);
    expect(device.elapse(10_000_000)).toEqual([]);
    expect(device.reply(1, Uint8Array.of(1)).length).toBe(1);
  });

  it('[HID-23] is busy for another channel while receiving, and goes on receiving', () => {
    const device = openDevice();
    device.receive(report(FIRST, 'c0 003a', ONES), 0);
    for (const command of ['c0 0001', '81 0000', '84 0001', '88 0000', 'ff 0000']) {
      expect(brief(device.receive(report(SECOND, command), 1))).toEqual([`${SECOND} bf 0001 06`]);
    }
    expect(brief(device.receive(report(FIRST, '00 02'), 2))).toEqual([`message 1 ${ONES}02`]);
  });

  it('[HID-23] is busy for every channel while at work, and goes on working', () => {
    const device = openDevice();
    device.receive(report(FIRST, 'c0 0001 07'), 0);
    for (const cid of [FIRST, SECOND]) {
      expect(brief(device.receive(report(cid, 'c0 0001'), 1))).toEqual([`${cid} bf 0001 06`]);
    }
    expect(device.reply(1, Uint8Array.of(1)).length).toBe(1);
  });

  it('[HID-27] keeps the host waiting, only while at work', () => {
    const device = openDevice();
    expect(device.keepalive(1)).toBeUndefined();
    device.receive(report(FIRST, 'c0 0001 07'), 0);
    expect(device.keepalive(2)).toEqual(report(FIRST, 'bb 0001 02'));
    device.reply(1, Uint8Array.of(1));
    expect(device.keepalive(1)).toBeUndefined();
  });

  it('[HID-26] the channel decides before the length, busy before the command', () => {
    const device = openDevice();
    expect(brief(device.receive(report('00000000', '86 0001', NONCE), 0))).toEqual([
      '00000000 bf 0001 0b',
    ]);
    device.receive(report(FIRST, 'c0 0001 07'), 0);
    expect(brief(device.receive(report(SECOND, 'ff ffff'), 1))).toEqual([`${SECOND} bf 0001 06`]);
  });
});
