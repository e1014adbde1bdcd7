import { describe, expect, it } from 'vitest';
import { decimal, parsePercent, wholeNumber } from '../../../../host/cli/argument/number.ts';

describe('numbers', () => {
  it.each([
    ['1', 1],
    ['10', 10],
  ])('%s is whole and within its limits', (text, value) => {
    expect(wholeNumber(1, 10)(text)).toBe(value);
  });

  it.each(['0', '11', '1.5', '0x5', '1e1', '', ' 1'])('%j is not', (text) => {
    expect(() => wholeNumber(1, 10)(text)).toThrow('from 1 to 10');
  });

  it('decimals may be negative', () => {
    expect(decimal(-40, 125)('-10.5')).toBe(-10.5);
  });

  it.each([
    ['5%', 5],
    ['5', 5],
    ['0.5%', 0.5],
    ['100%', 100],
  ])('%s is a percentage', (text, value) => {
    expect(parsePercent(text)).toBe(value);
  });

  it.each(['101%', '-1%', 'full', '5 %'])('%j is none', (text) => {
    expect(() => parsePercent(text)).toThrow('from 0 to 100');
  });
});
