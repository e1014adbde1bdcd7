import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../protocol/bytes/errors.ts';
import { nitrokeyNameBytes, nitrokeyNameText } from '../../../protocol/nitrokey/fields.ts';
import {
  formatNitrokeySlot,
  nitrokeySlotNumber,
  nitrokeySlots,
  parseNitrokeySlot,
} from '../../../protocol/nitrokey/slot.ts';
import { nitrokeyModelOf } from '../../../protocol/nitrokey/usb-ids.ts';

describe('slot', () => {
  it.each([
    ['hotp0', 0x10],
    ['hotp2', 0x12],
    ['totp0', 0x20],
    ['totp14', 0x2e],
  ])('%s has number %i on the wire', (text, number) => {
    expect(nitrokeySlotNumber(parseNitrokeySlot(text))).toBe(number);
  });

  it('there are three for HOTP and fifteen for TOTP', () => {
    expect(nitrokeySlots.map(formatNitrokeySlot)).toEqual([
      ...['hotp0', 'hotp1', 'hotp2'],
      ...Array.from({ length: 15 }, (_, index) => `totp${String(index)}`),
    ]);
  });

  it.each(['', 'hotp', 'hotp3', 'totp15', 'totp01', 'TOTP1', 'totp-1', 'totp1 '])(
    '%j is none',
    (text) => {
      expect(() => parseNitrokeySlot(text)).toThrow(UsageError);
    },
  );

  // The range that old firmware got wrong (nitrokey-pro-firmware issue 4) is never asked for.
  it.each([
    ['hotp', 3],
    ['totp', 15],
    ['totp', -1],
    ['totp', 0.5],
  ] as const)('%s %d has no number', (kind, index) => {
    expect(() => nitrokeySlotNumber({ kind, index })).toThrow(UsageError);
  });
});

describe('name', () => {
  it('has 1 to 15 bytes of UTF-8', () => {
    expect(nitrokeyNameBytes('銀行')).toHaveLength(6);
    expect(nitrokeyNameBytes('fifteen letters')).toHaveLength(15);
    expect(() => nitrokeyNameBytes('')).toThrow(UsageError);
    expect(() => nitrokeyNameBytes('sixteen  letters')).toThrow(UsageError);
    expect(() => nitrokeyNameBytes('a\u0000b')).toThrow(UsageError);
  });

  it('of a token is fit for a terminal, whatever its bytes', () => {
    expect(nitrokeyNameText(Uint8Array.of(0x62, 0x1b, 0x5b, 0x4a))).toBe('b\ufffd[J');
    expect(nitrokeyNameText(Uint8Array.of(0xe9, 0x41))).toBe('\u00e9A');
    expect(nitrokeyNameText(nitrokeyNameBytes('銀行'))).toBe('銀行');
  });
});

it('the models are known by their USB ids', () => {
  expect(nitrokeyModelOf(0x20a0, 0x4108)).toBe('pro');
  expect(nitrokeyModelOf(0x20a0, 0x4109)).toBe('storage');
  expect(nitrokeyModelOf(0x316d, 0x4c4b)).toBe('librem');
  expect(nitrokeyModelOf(0x316d, 0x4108)).toBeUndefined();
});
