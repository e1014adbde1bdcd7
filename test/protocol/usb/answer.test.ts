import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../protocol/bytes/hex.ts';
import { answerDescriptor } from '../../../protocol/usb/answer.ts';
import { decodeConfiguration } from '../../../protocol/usb/configuration.ts';
import {
  endpointsOf,
  interfacesOf,
  type UsbDescription,
  usbStringOf,
} from '../../../protocol/usb/description.ts';
import { decodeDeviceDescriptor } from '../../../protocol/usb/device-descriptor.ts';
import { FX2, HOLTEK } from './real-devices.ts';

/** The Holtek keyboard as a description: nothing of a fob is in it. */
const keyboard: UsbDescription = {
  device: decodeDeviceDescriptor(HOLTEK.device),
  configuration: decodeConfiguration(HOLTEK.configuration),
  strings: ['HOLTEK', 'USB-HID Keyboard'],
  languageId: 0x0409,
  hidReports: { 0: HOLTEK.keyboardReport, 1: HOLTEK.vendorReport },
};

function answer(type: number, index = 0, wIndex = 0): string | undefined {
  const bytes = answerDescriptor(keyboard, type, index, wIndex);
  return bytes === undefined ? undefined : toHex(bytes);
}

describe('GET_DESCRIPTOR', () => {
  it('gives device and configuration, index 0 alone', () => {
    expect(answer(1)).toBe(toHex(HOLTEK.device));
    expect(answer(2)).toBe(toHex(HOLTEK.configuration));
    expect(answer(1, 1)).toBeUndefined();
    expect(answer(2, 1)).toBeUndefined();
  });

  it('gives strings in their one language, and the languages whatever is asked', () => {
    expect(answer(3, 0, 0)).toBe('04030904');
    expect(answer(3, 0, 0x0409)).toBe('04030904');
    expect(answer(3, 1, 0x0409)).toBe(toHex(HOLTEK.manufacturer));
    expect(answer(3, 1, 0)).toBeUndefined();
    expect(answer(3, 1, 0x0411)).toBeUndefined();
    expect(answer(3, 3, 0x0409)).toBeUndefined();
    expect(answer(3, 0xee, 0x0409)).toBeUndefined();
  });

  it('gives HID descriptors by interface', () => {
    expect(answer(0x21, 0, 1)).toBe('092111010001222200');
    expect(answer(0x22, 0, 0)).toBe(toHex(HOLTEK.keyboardReport));
    expect(answer(0x22, 0, 1)).toBe(toHex(HOLTEK.vendorReport));
    for (const type of [0x21, 0x22]) {
      expect(answer(type, 0, 4)).toBeUndefined();
      expect(answer(type, 1, 0)).toBeUndefined();
    }
    expect(answer(0x22, 0, 2)).toBeUndefined();
  });

  it('stalls a BOS that is not there, the device qualifier and all other types', () => {
    for (const type of [0, 4, 5, 6, 7, 8, 11, 15, 16, 0x23, 0xff]) {
      expect(answer(type)).toBeUndefined();
    }
  });

  it('gives an empty BOS if there is one', () => {
    const bytes = answerDescriptor({ ...keyboard, bos: { capabilities: [] } }, 15, 0, 0);
    expect(bytes).toEqual(fromHex('050f050000'));
  });
});

describe('a description', () => {
  const probe: UsbDescription = {
    ...keyboard,
    configuration: decodeConfiguration(FX2.configuration),
  };

  it('lists all settings of its interfaces, and the endpoints of the first', () => {
    expect(interfacesOf(probe).length).toBe(4);
    expect(endpointsOf(probe)).toEqual([]);
    expect(interfacesOf(keyboard).map(({ number }) => number)).toEqual([0, 1, 2, 3]);
    expect(endpointsOf(keyboard).map(({ address }) => address)).toEqual([
      0x81, 0x83, 0x04, 0x82, 0x85, 0x06,
    ]);
  });

  it('has strings from index 1', () => {
    expect([0, 1, 2, 3].map((index) => usbStringOf(keyboard, index))).toEqual([
      undefined,
      'HOLTEK',
      'USB-HID Keyboard',
      undefined,
    ]);
  });
});
