import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../protocol/bytes/errors.ts';
import { fromHex, toHex } from '../../../protocol/bytes/hex.ts';
import { decodeSetup, encodeSetup, type SetupPacket } from '../../../protocol/usb/setup.ts';
import { wireCode } from '../../support/wire-code.ts';

const PLAIN: SetupPacket = {
  direction: 'in',
  type: 'standard',
  recipient: 'device',
  request: 6,
  value: 0x0100,
  index: 0,
  length: 0x40,
};

describe('a SETUP packet', () => {
  // As host controllers sent them: GET_DESCRIPTOR of the device, SET_ADDRESS 29, GET_LINE_CODING,
  // SET_CONTROL_LINE_STATE with RTS; an enumeration that CherryUSB's CDC demonstration logged.
  it.each([
    ['8006000100004000', PLAIN],
    [
      '00051d0000000000',
      { ...PLAIN, direction: 'out', request: 5, value: 29, index: 0, length: 0 },
    ],
    [
      'a121000000000700',
      { ...PLAIN, type: 'class', recipient: 'interface', request: 0x21, value: 0, length: 7 },
    ],
    [
      '2122020000000000',
      {
        direction: 'out',
        type: 'class',
        recipient: 'interface',
        request: 0x22,
        value: 2,
        index: 0,
        length: 0,
      },
    ],
  ] as const)('%s', (hex, setup) => {
    expect(decodeSetup(fromHex(hex))).toEqual(setup);
    expect(toHex(encodeSetup(setup))).toBe(hex);
  });

  it('takes any eight bytes and gives them back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), (bytes) => {
        expect(encodeSetup(decodeSetup(bytes))).toEqual(bytes);
      }),
    );
  });

  it('has exactly eight bytes', () => {
    for (const length of [0, 1, 7]) {
      expect(wireCode(() => decodeSetup(new Uint8Array(length)))).toBe('truncated');
    }
    expect(wireCode(() => decodeSetup(new Uint8Array(9)))).toBe('trailing');
  });

  it('keeps a reserved recipient as its number', () => {
    expect(decodeSetup(fromHex('1f00000000000000')).recipient).toBe(31);
    expect(decodeSetup(fromHex('0300000000000000')).recipient).toBe('other');
  });

  it('refuses numbers that do not fit', () => {
    for (const wrong of [{ recipient: 32 }, { recipient: 1.5 }, { request: 256 }, { length: -1 }]) {
      expect(() => encodeSetup({ ...PLAIN, ...wrong })).toThrow(UsageError);
    }
  });
});
