import { describe, expect, it } from 'vitest';
import { fragmentHid } from '../../../protocol/framing/hid-report.ts';
import {
  ALL,
  brief,
  briefReport,
  FIRST,
  NONCE,
  openDevice,
  report,
  SECOND,
} from './hid-support.ts';

const KNOWN = [0x01, 0x04, 0x06, 0x08, 0x11, 0x40];

function error(code: string): string[] {
  return [`${FIRST} bf 0001 ${code}`];
}

describe('HidDevice: commands', () => {
  it('[HID-19] refuses every other command, KEEPALIVE and ERROR included', () => {
    const device = openDevice();
    for (let command = 0; command < 0x80; command++) {
      if (KNOWN.includes(command)) continue;
      const tag = (command | 0x80).toString(16);
      expect(brief(device.receive(report(FIRST, tag, '0001'), 0))).toEqual(error('01'));
    }
  });

  it('[HID-20] refuses a message of no bytes and one of 1,025, at its first packet', () => {
    const device = openDevice();
    expect(brief(device.receive(report(FIRST, 'c0 0000'), 0))).toEqual(error('03'));
    expect(brief(device.receive(report(FIRST, 'c0 0401'), 0))).toEqual(error('03'));
    expect(brief(device.receive(report(FIRST, 'c0 ffff'), 0))).toEqual(error('03'));
    expect(device.receive(report(FIRST, '00'), 0)).toEqual([]);
    expect(device.receive(report(FIRST, 'c0 0400'), 0)).toEqual([]);
  });

  it('[HID-21] answers PING with its payload', () => {
    const device = openDevice();
    const payload = Uint8Array.from({ length: 1024 }, (_, i) => i * 3);
    const reports = fragmentHid(0x2a00_0001, 0x01, payload);
    const outputs = reports.flatMap((each) => device.receive(each, 0));
    expect(outputs).toEqual(reports.map((each) => ({ type: 'report', report: each })));
  });

  it('[HID-21] answers an empty PING and refuses one of 1,025 bytes', () => {
    const device = openDevice();
    expect(brief(device.receive(report(FIRST, '81 0000'), 0))).toEqual([`${FIRST} 81 0000`]);
    expect(brief(device.receive(report(FIRST, '81 0401'), 0))).toEqual(error('03'));
  });

  it('[HID-22] locks the other channels out, until the lock ends by itself', () => {
    const device = openDevice();
    expect(brief(device.receive(report(FIRST, '84 0001 0a'), 5))).toEqual([`${FIRST} 84 0000`]);
    expect(brief(device.receive(report(SECOND, '81 0000'), 5 + 327_679))).toEqual([
      `${SECOND} bf 0001 06`,
    ]);
    expect(brief(device.receive(report(FIRST, '81 0000'), 5 + 327_679))).toEqual([
      `${FIRST} 81 0000`,
    ]);
    expect(brief(device.receive(report(SECOND, '81 0000'), 5 + 327_680))).toEqual([
      `${SECOND} 81 0000`,
    ]);
  });

  it('[HID-22] ends a lock at LOCK 0', () => {
    const device = openDevice();
    device.receive(report(FIRST, '84 0001 0a'), 0);
    expect(brief(device.receive(report(FIRST, '84 0001 00'), 1))).toEqual([`${FIRST} 84 0000`]);
    expect(brief(device.receive(report(SECOND, '81 0000'), 1))).toEqual([`${SECOND} 81 0000`]);
  });

  it('[HID-22] replaces a lock by a shorter one', () => {
    const device = openDevice();
    device.receive(report(FIRST, '84 0001 0a'), 0);
    device.receive(report(FIRST, '84 0001 01'), 0);
    expect(brief(device.receive(report(SECOND, '81 0000'), 32_768))).toEqual([`${SECOND} 81 0000`]);
  });

  it('[HID-22] refuses more than 10 seconds, and a payload of another length', () => {
    const device = openDevice();
    expect(brief(device.receive(report(FIRST, '84 0001 0b'), 0))).toEqual(error('02'));
    expect(brief(device.receive(report(FIRST, '84 0001 ff'), 0))).toEqual(error('02'));
    expect(brief(device.receive(report(FIRST, '84 0000'), 0))).toEqual(error('03'));
    expect(brief(device.receive(report(FIRST, '84 0002 0101'), 0))).toEqual(error('03'));
    expect(brief(device.receive(report(SECOND, '81 0000'), 0))).toEqual([`${SECOND} 81 0000`]);
  });

  it('[HID-23] does not let another channel end or take a lock', () => {
    const device = openDevice();
    device.receive(report(FIRST, '84 0001 0a'), 0);
    for (const seconds of ['00', '0a']) {
      expect(brief(device.receive(report(SECOND, '84 0001', seconds), 1))).toEqual([
        `${SECOND} bf 0001 06`,
      ]);
    }
    expect(brief(device.receive(report(FIRST, '81 0000'), 2))).toEqual([`${FIRST} 81 0000`]);
  });

  it('[HID-17] ends a lock at INIT on its channel, and not at INIT on another', () => {
    const device = openDevice();
    device.receive(report(FIRST, '84 0001 0a'), 0);
    device.receive(report(SECOND, '86 0008', NONCE), 1);
    device.receive(report(ALL, '86 0008', NONCE), 1);
    expect(brief(device.receive(report(SECOND, '81 0000'), 2))).toEqual([`${SECOND} bf 0001 06`]);
    device.receive(report(FIRST, '86 0008', NONCE), 3);
    expect(brief(device.receive(report(SECOND, '81 0000'), 4))).toEqual([`${SECOND} 81 0000`]);
  });

  it('[HID-24] winks', () => {
    const device = openDevice();
    expect(brief(device.receive(report(FIRST, '88 0000'), 0))).toEqual([
      `${FIRST} 88 0000`,
      'wink',
    ]);
    expect(brief(device.receive(report(FIRST, '88 0001'), 0))).toEqual(error('03'));
  });

  it('[HID-25] passes CANCEL on while at work, and the reply follows', () => {
    const device = openDevice();
    device.receive(report(FIRST, 'c0 0001 07'), 0);
    expect(brief(device.receive(report(FIRST, '91 0000'), 1))).toEqual(['cancel 1']);
    expect(device.reply(1, Uint8Array.of(9)).map(briefReport)).toEqual([`${FIRST} c0 0001 09`]);
  });

  it('[HID-25] drops the message being received at CANCEL, without an error', () => {
    const device = openDevice();
    device.receive(report(FIRST, 'c0 00ff'), 0);
    expect(device.receive(report(FIRST, '91 0000'), 1)).toEqual([]);
    expect(device.elapse(100_000)).toEqual([]);
    expect(brief(device.receive(report(FIRST, '81 0000'), 2))).toEqual([`${FIRST} 81 0000`]);
  });

  it('[HID-25] ignores CANCEL of nothing, and of another channel', () => {
    const device = openDevice();
    expect(device.receive(report(FIRST, '91 0000'), 0)).toEqual([]);
    device.receive(report(FIRST, 'c0 003a', '01'.repeat(57)), 1);
    expect(device.receive(report(SECOND, '91 0000'), 2)).toEqual([]);
    expect(device.receive(report(FIRST, '00 02'), 3).length).toBe(1);
    expect(device.receive(report(SECOND, '91 0000'), 4)).toEqual([]);
  });

  it('[HID-25] refuses CANCEL with a payload', () => {
    expect(brief(openDevice().receive(report(FIRST, '91 0001'), 0))).toEqual(error('03'));
  });
});
