import { describeFob, type SetupPacket, type UsbDescription } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { answerVendor } from '../../../../firmware-sim/hardware/usb/vendor-requests.ts';

const DEVICE_ID = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
const plain = describeFob({ deviceId: DEVICE_ID, firmwareVersion: '1.2.3' });
const withPage: UsbDescription = {
  ...plain,
  webUsb: { vendorCode: 0x01, url: 'https://fob.example' },
};

/** WebUSB §4.1.2: 3 + 11 bytes, URL, https. */
const PAGE = Uint8Array.of(14, 3, 1, ...Buffer.from('fob.example'));

function ask(
  description: UsbDescription,
  numbers: Partial<SetupPacket>,
): ReturnType<typeof answerVendor> {
  return answerVendor(description, {
    direction: 'in',
    type: 'vendor',
    recipient: 'device',
    request: 0x01,
    value: 0,
    index: 0,
    length: 255,
    ...numbers,
  });
}

describe('[USB-22] vendor requests to the device', () => {
  it('fetch the landing page where there is one', () => {
    expect(ask(withPage, { value: 1, index: 2 })).toEqual(PAGE);
    expect(ask(plain, { value: 1, index: 2 })).toBe('stall');
  });

  it('fetch the Microsoft OS 2.0 set', () => {
    expect(ask(plain, { request: 0x02, index: 7 })).toEqual(plain.msOs20?.set);
  });

  it.each<[string, Partial<SetupPacket>]>([
    ['URL 0', { value: 0, index: 2 }],
    ['URL 2', { value: 2, index: 2 }],
    ['another index of WebUSB', { value: 1, index: 1 }],
    ['another index of Microsoft', { request: 0x02, index: 8 }],
    ['a set with a value', { request: 0x02, value: 1, index: 7 }],
    ['a set that the host would write', { direction: 'out', request: 0x02, index: 7 }],
    ['another request', { request: 0x03, index: 7 }],
    ['a class request of the same number', { type: 'class', request: 0x02, index: 7 }],
  ])('[USB-18] stall at %s', (_, numbers) => {
    expect(ask(withPage, numbers)).toBe('stall');
  });
});
