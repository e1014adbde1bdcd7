import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../protocol/bytes/errors.ts';
import { fromHex, toHex } from '../../../protocol/bytes/hex.ts';
import {
  decodeUsbLanguages,
  decodeUsbString,
  encodeUsbLanguages,
  encodeUsbString,
  ENGLISH_US,
} from '../../../protocol/usb/strings.ts';
import { wireCode } from '../../support/wire-code.ts';
import { CHERRY, HOLTEK } from './real-devices.ts';

describe('USB strings', () => {
  it('of real devices', () => {
    expect(decodeUsbString(HOLTEK.manufacturer)).toBe('HOLTEK');
    expect(decodeUsbString(CHERRY.product)).toBe('CherryUSB CDC DEMO');
    expect(encodeUsbString('HOLTEK')).toEqual(HOLTEK.manufacturer);
  });

  it('travel in UTF-16, surrogates in pairs or alone', () => {
    expect(toHex(encodeUsbString('é鍵'))).toBe('0603e900' + '7593');
    expect(toHex(encodeUsbString('🔑'))).toBe('06033dd811dd');
    expect(decodeUsbString(fromHex('04033dd8'))).toBe('\ud83d');
  });

  it('have at most 126 units', () => {
    expect(encodeUsbString('x'.repeat(126)).length).toBe(254);
    expect(() => encodeUsbString('x'.repeat(127))).toThrow(UsageError);
  });

  it('come back whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 63 }), (text) => {
        expect(decodeUsbString(encodeUsbString(text))).toBe(text);
      }),
    );
  });

  it('of half a unit are refused', () => {
    expect(wireCode(() => decodeUsbString(fromHex('0503410042')))).toBe('truncated');
  });

  it('string 0 lists languages, at least one', () => {
    expect(toHex(encodeUsbLanguages([ENGLISH_US]))).toBe('04030904');
    expect(decodeUsbLanguages(fromHex('060309041104'))).toEqual([0x0409, 0x0411]);
    expect(wireCode(() => decodeUsbLanguages(fromHex('0203')))).toBe('missing');
  });
});
