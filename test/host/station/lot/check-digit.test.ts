import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkCharacter } from '../../../../host/station/lot/check-digit.ts';

describe('published check digits', () => {
  test.each([
    // ISO/IEC 7812-1 Annex B, and the example of every textbook.
    ['luhn', '7992739871', '3'],
    ['luhn', '401288888888188', '1'],
    // ISBN-10 of ISO 2108:1992.
    ['mod11', '030640615', '2'],
    ['mod11', '080442957', 'X'],
    // ISO/IEC 7064: MOD 11,10 of 0794 is 5; MOD 37,36 of the GRid of the GRid Standard §5.
    ['iso7064', '0794', '5'],
    ['iso7064', 'A1-2425G-ABC1234002', 'M'],
  ] as const)('%s of %s is %s', (kind, text, check) => {
    expect(checkCharacter(text, kind)).toBe(check);
  });
});

test('separators do not count', () => {
  expect(checkCharacter('FOB-0306-40615', 'mod11')).toBe('2');
  expect(checkCharacter('a1 2425g abc1234002', 'iso7064')).toBe('M');
});

test('any single wrong digit is found', () => {
  const digits = fc.stringMatching(/^[0-9]{2,9}$/);
  fc.assert(
    fc.property(digits, fc.nat(), fc.integer({ min: 1, max: 9 }), (text, where, by) => {
      const at = where % text.length;
      const wrong = String((Number(text[at]) + by) % 10);
      const other = `${text.slice(0, at)}${wrong}${text.slice(at + 1)}`;
      for (const kind of ['luhn', 'mod11', 'iso7064'] as const) {
        expect(checkCharacter(other, kind)).not.toBe(checkCharacter(text, kind));
      }
    }),
  );
});
