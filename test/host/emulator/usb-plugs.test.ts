import { describe, expect, it } from 'vitest';
import { busIdAmong, isUsbPlug, parseUsbipUrl } from '../../../host/emulator/usb-plugs.ts';

describe('the URL of a plug', () => {
  it.each([
    ['usbip:127.0.0.1:3240/1-1', true],
    ['usbredir:127.0.0.1:4000', true],
    ['uhid:fob', true],
    ['serial:/dev/pts/4', false],
    ['hid:/dev/hidraw0', false],
    ['tcp:127.0.0.1:4000', false],
  ])('%s names a place for USB: %s', (url, expected) => {
    expect(isUsbPlug(url)).toBe(expected);
  });

  it('of USB/IP tells host, port and bus id', () => {
    const place = { host: '127.0.0.1', port: 3240, busId: '1-1' };
    expect(parseUsbipUrl('usbip:127.0.0.1:3240/1-1')).toEqual(place);
    const six = { host: '::1', port: 40_000, busId: '12-126' };
    expect(parseUsbipUrl('usbip:[::1]:40000/12-126')).toEqual(six);
  });

  it.each([
    'usbredir:127.0.0.1:3240/1-1',
    'usbip:127.0.0.1:3240',
    'usbip:h:1/1-1;reboot',
    'usbip:',
  ])('%s is none of USB/IP', (url) => {
    expect(parseUsbipUrl(url)).toBeUndefined();
  });

  it('with a bus id is found among others', () => {
    expect(busIdAmong(['usbredir:127.0.0.1:1', 'usbip:127.0.0.1:3240/1-2'])).toBe('1-2');
    expect(busIdAmong(['usbredir:127.0.0.1:1'])).toBeUndefined();
  });
});
