import { UsageError } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { formatDeviceUrl, parseDeviceUrl } from '../../../host/client/device-url.ts';

describe('a device URL', () => {
  it.each([
    ['serial:/dev/ttyACM0', { kind: 'serial', path: '/dev/ttyACM0', baudRate: 115_200 }],
    ['serial:COM3?baud=9600', { kind: 'serial', path: 'COM3', baudRate: 9_600 }],
    ['tcp:localhost:4000', { kind: 'tcp', host: 'localhost', port: 4_000 }],
    ['tcp:[::1]:65535', { kind: 'tcp', host: '::1', port: 65_535 }],
    ['sim:fb00000000000017', { kind: 'sim', deviceId: 'fb00000000000017' }],
    ['hid:/dev/hidraw0', { kind: 'hid', path: '/dev/hidraw0' }],
    [
      'hid:\\\\?\\hid#vid_1209&pid_f0b1&mi_00#8&1&0&0000',
      { kind: 'hid', path: '\\\\?\\hid#vid_1209&pid_f0b1&mi_00#8&1&0&0000' },
    ],
    ['hid:DevSrvsID:4295054735', { kind: 'hid', path: 'DevSrvsID:4295054735' }],
    ['usb:fb00000000000017', { kind: 'usb', deviceId: 'fb00000000000017' }],
    ['fb00000000000017', { kind: 'id', deviceId: 'fb00000000000017' }],
  ])('%s is read and written back', (url, parsed) => {
    expect(parseDeviceUrl(url)).toEqual(parsed);
    expect(formatDeviceUrl(parseDeviceUrl(url))).toBe(url);
  });

  it.each(['sim:FB00000000000017', 'usb:FB00000000000017', 'FB00000000000017'])(
    '%s: a device id in either case',
    (url) => {
      expect(parseDeviceUrl(url)).toHaveProperty('deviceId', 'fb00000000000017');
    },
  );

  it.each([
    ['', 'device (empty): it must begin with serial:, hid:, usb:, tcp: or sim:, or be a device id'],
    ['bluetooth:1', 'it must begin with serial:, hid:, usb:, tcp: or sim:'],
    ['FB0000000000001', 'or be a device id'],
    ['usb:1', 'a device id has 16 hex digits'],
    ['hid:', 'the path of the HID device is missing'],
    ['/dev/hidraw0', 'did you mean hid:/dev/hidraw0?'],
    ['/dev/ttyACM0', 'did you mean serial:/dev/ttyACM0?'],
    ['COM3', 'did you mean serial:COM3?'],
    ['serial:', 'the path of the port is missing'],
    ['serial:/dev/x?speed=1', 'speed is no option of a serial link; baud is'],
    ['serial:/dev/x?baud=fast', 'baud must be a whole number'],
    ['serial:/dev/x?baud=1', 'baud must be a whole number from 50 to 4000000'],
    ['tcp://localhost:4000', 'write tcp:HOST:PORT, without slashes'],
    ['tcp:localhost', 'write tcp:HOST:PORT'],
    ['tcp:::1:80', 'with an IPv6 address in [ ]'],
    ['tcp:localhost:0', 'the port must be from 1 to 65535'],
    ['tcp:localhost:65536', 'the port must be from 1 to 65535'],
    ['sim:17', 'a device id has 16 hex digits'],
    ['sim:fb0000000000001g', 'a device id has 16 hex digits'],
  ])('%j is refused with what is wrong', (url, message) => {
    expect(() => parseDeviceUrl(url)).toThrow(UsageError);
    expect(() => parseDeviceUrl(url)).toThrow(message);
  });
});
