import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SerialScheme } from '../../../../host/station/lot/lot.ts';
import { SerialError } from '../../../../host/station/lot/serial-error.ts';
import {
  checkSerial,
  isOathIdentifier,
  makeSerials,
} from '../../../../host/station/lot/serials.ts';

const plain = { kind: 'counter', prefix: 'FOB-', digits: 8, first: 17, check: 'none' } as const;

describe('labels', () => {
  test('count on from the first, with leading zeros', () => {
    expect(makeSerials(plain, 3)).toEqual(['FOB-00000017', 'FOB-00000018', 'FOB-00000019']);
  });

  test('end in their check digit', () => {
    const scheme = {
      kind: 'counter',
      prefix: '0306',
      digits: 5,
      first: 40615,
      check: 'mod11',
    } as const;
    expect(makeSerials(scheme, 1)).toEqual(['0306406152']);
  });

  test('of an OATH token identifier are OMP, TT and eight digits', () => {
    const scheme = { kind: 'oath', manufacturer: 'FT', type: '20', first: 7 } as const;
    expect(makeSerials(scheme, 2)).toEqual(['FT2000000007', 'FT2000000008']);
    expect(makeSerials(scheme, 2).every(isOathIdentifier)).toBe(true);
  });

  test('of a Shinkin bank are four letters and eight digits', () => {
    const scheme = { kind: 'shinkin', prefix: 'SKTS', first: 509641 } as const;
    expect(makeSerials(scheme, 1)).toEqual(['SKTS00509641']);
  });
});

describe('refused', () => {
  test.each<[string, SerialScheme, number, RegExp]>([
    ['a counter that overflows', { ...plain, first: 99_999_999 }, 2, /more than 8 digits/],
    [
      'an OATH identifier past its eight digits',
      { kind: 'oath', manufacturer: 'FT', type: '20', first: 99_999_999 },
      2,
      /more than 8 digits/,
    ],
    ['a label of 33 bytes', { ...plain, prefix: 'x'.repeat(25) }, 1, /33 bytes/],
    [
      'a manufacturer of three letters',
      { kind: 'oath', manufacturer: 'FTX', type: '20', first: 0 },
      1,
      /OMP/,
    ],
    [
      'a type in small letters',
      { kind: 'oath', manufacturer: 'FT', type: 'ab', first: 0 },
      1,
      /TT/,
    ],
    ['a prefix of three letters', { kind: 'shinkin', prefix: 'SKT', first: 0 }, 1, /four/],
    ['a counter without digits', { ...plain, digits: 0 }, 1, /1 to 15/],
    ['a counter whose numbers are not exact', { ...plain, digits: 16 }, 1, /1 to 15/],
    ['a negative first number', { ...plain, first: -1 }, 1, /0 or more/],
    ['a prefix that cannot be printed', { ...plain, prefix: 'é' }, 1, /ASCII/],
  ])('%s', (_, scheme, count, why) => {
    expect(() => makeSerials(scheme, count)).toThrow(SerialError);
    expect(() => makeSerials(scheme, count)).toThrow(why);
  });

  test('every fault is listed', () => {
    const scheme = { kind: 'oath', manufacturer: 'x', type: 'y', first: 99_999_999 } as const;
    try {
      makeSerials(scheme, 2);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(SerialError);
      expect(error instanceof SerialError && error.faults.length).toBe(3);
    }
  });
});

describe('a label is checked against its scheme', () => {
  const scheme = { ...plain, check: 'luhn' } as const;

  test.each([
    ['another prefix', 'FOX-000000175', /begin/],
    ['another length', 'FOB-00000017', /characters/],
    ['a letter among the digits', 'FOB-0000O0175', /digits/],
    ['a wrong check digit', 'FOB-000000170', /mistyped/],
    ['nothing', '', /empty/],
    ['too many bytes', 'x'.repeat(33), /33 bytes/],
  ])('%s', (_, label, why) => {
    expect(checkSerial(scheme, label)).toMatch(why);
  });

  test('a list takes what a fob takes', () => {
    expect(checkSerial({ kind: 'list' }, 'anything/goes')).toBeUndefined();
    expect(checkSerial({ kind: 'list' }, 'a b')).toMatch(/ASCII/);
  });
});

test('what a scheme makes is different and is of the scheme', () => {
  const schemes = fc.oneof(
    fc.record({
      kind: fc.constant('counter' as const),
      prefix: fc.stringMatching(/^[A-Z0-9-]{0,8}$/),
      digits: fc.integer({ min: 4, max: 12 }),
      first: fc.nat(9000),
      check: fc.constantFrom(
        'none' as const,
        'luhn' as const,
        'mod11' as const,
        'iso7064' as const,
      ),
    }),
    fc.record({
      kind: fc.constant('oath' as const),
      manufacturer: fc.stringMatching(/^[A-Z0-9]{2}$/),
      type: fc.stringMatching(/^[A-Z0-9]{2}$/),
      first: fc.nat(99_999_000),
    }),
    fc.record({
      kind: fc.constant('shinkin' as const),
      prefix: fc.stringMatching(/^[A-Z]{4}$/),
      first: fc.nat(99_999_000),
    }),
  );
  fc.assert(
    fc.property(schemes, fc.integer({ min: 1, max: 300 }), (scheme, count) => {
      const labels = makeSerials(scheme, count);
      expect(new Set(labels).size).toBe(count);
      for (const label of labels) expect(checkSerial(scheme, label)).toBeUndefined();
    }),
  );
});
