import { describe, expect, it } from 'vitest';
import {
  addressText,
  parseHidAddress,
  parseStreamAddress,
} from '../../../../host/bench/bench-file/address.ts';

describe('the address of an instrument', () => {
  it.each([
    ['tcp://10.0.0.1:5025', 'tcp://10.0.0.1:5025'],
    ['tcp:PSU.local:5025', 'tcp://psu.local:5025'],
    ['tcp://[::1]:502', 'tcp://[::1]:502'],
    ['serial:/dev/ttyUSB0?baud=9600', 'serial:/dev/ttyUSB0?baud=9600'],
    ['serial:/dev/ttyUSB0', 'serial:/dev/ttyUSB0'],
  ])('%s is one text however it is written', (text, told) => {
    expect(addressText(parseStreamAddress(text))).toBe(told);
  });

  it.each([
    ['usb:1-1.4', { kind: 'usb', place: '1-1.4' }],
    ['hid:/dev/hidraw3', { kind: 'hid', path: '/dev/hidraw3' }],
    ['usbip://127.0.0.1:3240/1-2', { kind: 'usbip', host: '127.0.0.1', port: 3240, busId: '1-2' }],
    ['usbip:[::1]:3240/1-2', { kind: 'usbip', host: '::1', port: 3240, busId: '1-2' }],
  ])('%s leads to a board', (text, address) => {
    expect(parseHidAddress(text)).toEqual(address);
  });

  it.each(['usbip://nowhere', 'usbip://10.0.0.1:0/1-1', 'ftp://x'])('%s is none', (text) => {
    expect(() => parseHidAddress(text)).toThrow(/tcp:|usbip:/);
  });
});
