import { describe, expect, it } from 'vitest';
import {
  type SerialOptions,
  serialSourceOf,
} from '../../../../../host/cli/station/lot/serial-options.ts';

const schemeOf = (options: SerialOptions) => {
  const source = serialSourceOf(options);
  return source.kind === 'scheme' ? { ...source.scheme, count: source.count } : source;
};

describe('--serials', () => {
  it('is a prefix and a counter, with as many digits as stand there', () => {
    expect(schemeOf({ serials: 'SKTH{00000001..}' })).toEqual({
      kind: 'counter',
      prefix: 'SKTH',
      digits: 8,
      first: 1,
      check: 'none',
      count: undefined,
    });
  });

  it('with an end says how many', () => {
    expect(schemeOf({ serials: 'A-{0101..0600}', check: 'luhn' })).toMatchObject({
      prefix: 'A-',
      digits: 4,
      first: 101,
      check: 'luhn',
      count: 500,
    });
  });

  it.each(['SKTH', 'SKTH{..}', 'SKTH{1..}X', '{a..b}', 'A{001..5}', 'A{5..1}', 'A{0005..0001}'])(
    '%s is refused',
    (serials) => {
      expect(() => serialSourceOf({ serials })).toThrow(/--serials/);
    },
  );

  it('tells its digits itself', () => {
    expect(() => serialSourceOf({ serials: 'A{01..}', serialDigits: 3 })).toThrow(/itself/);
  });
});

describe('the other ways', () => {
  it('a prefix alone gets a counter of eight digits from 1 on', () => {
    expect(schemeOf({ serialPrefix: 'SKTH' })).toMatchObject({ digits: 8, first: 1 });
  });

  it('OATH identifiers are made of maker and type', () => {
    expect(schemeOf({ oath: 'EX:TK', serialFirst: 7 })).toEqual({
      kind: 'oath',
      manufacturer: 'EX',
      type: 'TK',
      first: 7,
    });
    expect(() => serialSourceOf({ oath: 'EXTK' })).toThrow(/--oath/);
  });

  it('a list and an import have their labels already', () => {
    expect(schemeOf({ serialsFile: 'labels.txt' })).toEqual({ kind: 'file', file: 'labels.txt' });
    expect(schemeOf({ from: '3' })).toEqual({ kind: 'import', id: '3' });
    expect(() => serialSourceOf({ from: '3', check: 'luhn' })).toThrow(/--check/);
  });

  it('a check digit goes with a counter alone', () => {
    expect(() => serialSourceOf({ shinkin: 'SKTH', check: 'luhn' })).toThrow(/--check/);
  });

  it('none is as wrong as two', () => {
    expect(() => serialSourceOf({})).toThrow(/^say how/);
    expect(() => serialSourceOf({ shinkin: 'SKTH', oath: 'EX:TK' })).toThrow(/^say only once/);
  });
});
