import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../protocol/bytes/errors.ts';
import { fromHex, toHex } from '../../../protocol/bytes/hex.ts';
import {
  decodeMsOs20Set,
  encodeMsOs20Set,
  type MsOs20Set,
  WINDOWS_8_1,
} from '../../../protocol/usb/ms-os-20.ts';
import {
  type MsOs20Feature,
  registryTextList,
  RegistryType,
} from '../../../protocol/usb/ms-os-20-features.ts';
import { wireCode } from '../../support/wire-code.ts';

const hex = (text: string): Uint8Array => fromHex(text.replace(/\s/g, ''));

/** By hand from the tables of Microsoft's specification: a whole device on WinUSB, and a number. */
const SET = hex(`
  0a 00 00 00 00 00 03 06 38 00
  14 00 03 00 57 49 4e 55 53 42 00 00 00 00 00 00 00 00 00 00
  1a 00 04 00 04 00 0c 00 41 00 42 00 43 00 44 00 45 00 00 00 04 00 01 02 03 04`);
const VALUE: MsOs20Set = {
  windowsVersion: WINDOWS_8_1,
  features: [
    { kind: 'compatible-id', compatibleId: 'WINUSB', subCompatibleId: '' },
    {
      kind: 'registry-property',
      dataType: RegistryType.Number,
      name: 'ABCDE',
      data: Uint8Array.of(1, 2, 3, 4),
    },
  ],
  configurations: [],
};

const code = (bytes: Uint8Array): string | undefined => wireCode(() => decodeMsOs20Set(bytes));
const patched = (bytes: Uint8Array, at: number, ...values: readonly number[]): Uint8Array => {
  const copy = bytes.slice();
  copy.set(values, at);
  return copy;
};

describe('a Microsoft OS 2.0 descriptor set', () => {
  it('is read and written as the tables have it', () => {
    expect(decodeMsOs20Set(SET)).toEqual(VALUE);
    expect(toHex(encodeMsOs20Set(VALUE))).toBe(toHex(SET));
  });

  it('nests functions in configurations, each with its length', () => {
    const bytes = hex(`
      0a 00 00 00 00 00 00 0a 3a 00  04 00 07 00
      08 00 01 00 00 00 2c 00  06 00 05 00 05 0a
      08 00 02 00 02 00 1c 00  14 00 03 00 57 49 4e 55 53 42 00 00 31 32 33 34 35 36 37 38
      08 00 01 00 01 00 08 00`);
    const withTotal = patched(bytes, 8, bytes.length, 0);
    // The first subset: 8 of its header, 6 of a feature, 28 of the function.
    const fixed = patched(withTotal, 20, 42, 0);
    expect(decodeMsOs20Set(fixed)).toEqual({
      windowsVersion: 0x0a000000,
      features: [{ kind: 'raw', type: 7, data: new Uint8Array(0) }],
      configurations: [
        {
          index: 0,
          features: [{ kind: 'raw', type: 5, data: Uint8Array.of(5, 10) }],
          functions: [
            {
              firstInterface: 2,
              features: [
                { kind: 'compatible-id', compatibleId: 'WINUSB', subCompatibleId: '12345678' },
              ],
            },
          ],
        },
        { index: 1, features: [], functions: [] },
      ],
    });
    expect(encodeMsOs20Set(decodeMsOs20Set(fixed))).toEqual(fixed);
  });

  it('cut anywhere is refused', () => {
    for (let length = 0; length < SET.length; length++) {
      expect(code(SET.subarray(0, length))).toBe('truncated');
    }
  });

  it('has lengths that agree with what is there', () => {
    expect(code(patched(SET, 8, 0x37))).toBe('trailing');
    expect(code(patched(SET, 0, 9))).toBe('truncated');
    expect(code(patched(SET, 10, 0, 0))).toBe('malformed');
    expect(code(patched(SET, 10, 3, 0))).toBe('malformed');
    expect(code(patched(SET, 10, 0xff, 0xff))).toBe('truncated');
    // The name, then the data of the property, longer than its descriptor.
    expect(code(patched(SET, 36, 0xff, 0xff))).toBe('truncated');
    expect(code(patched(SET, 50, 5, 0))).toBe('truncated');
    expect(code(patched(SET, 50, 3, 0))).toBe('trailing');
  });

  it('begins with its header, and has no part where it cannot stand', () => {
    expect(code(patched(SET, 2, 3))).toBe('type');
    expect(code(patched(SET, 12, 0))).toBe('order');
    // A function outside of a configuration.
    expect(code(hex('0a 00 00 00 00 00 03 06 12 00  08 00 02 00 00 00 08 00'))).toBe('order');
    // A subset shorter than its own header.
    expect(code(hex('0a 00 00 00 00 00 03 06 12 00  08 00 01 00 00 00 07 00'))).toBe('malformed');
    // A feature behind a subset.
    expect(code(hex('0a 00 00 00 00 00 03 06 16 00  08 00 01 00 00 00 08 00  04 00 07 00'))).toBe(
      'order',
    );
  });

  it('wants the last zero of a property name', () => {
    expect(code(patched(SET, 48, 0x46, 0))).toBe('value');
  });

  it('takes ids of at most eight characters', () => {
    const features = (compatibleId: string): readonly MsOs20Feature[] => [
      { kind: 'compatible-id', compatibleId, subCompatibleId: '' },
    ];
    expect(encodeMsOs20Set({ ...VALUE, features: features('12345678') }).length).toBe(30);
    expect(code(patched(SET, 15, 0))).toBe('value');
    expect(code(patched(SET, 15, 0x80))).toBe('value');
    for (const wrong of ['123456789', 'a\0b', 'Ā']) {
      expect(() => encodeMsOs20Set({ ...VALUE, features: features(wrong) })).toThrow(UsageError);
    }
  });

  it('ends each text of a list with a zero, and the list with one more', () => {
    expect(toHex(registryTextList(['A', 'B']))).toBe('4100000042000000' + '0000');
    expect(toHex(registryTextList([]))).toBe('0000');
  });
});
