import { describe, expect, it } from 'vitest';
import { typedCode } from '../../../../host/client/person/typed-code.ts';

describe('a code that was typed', () => {
  it.each([
    ['123456', '123456'],
    [' 123 456 ', '123456'],
    ['123-456', '123456'],
    ['012345', '012345'],
    ['１２３４５６', '123456'],
    ['１２３　４５６', '123456'],
  ])('%j is %s', (text, code) => {
    expect(typedCode(text, 6)).toBe(code);
    expect(typedCode(text)).toBe(code);
  });

  it.each([
    ['12345', 6, { kind: 'too-few', typed: 5 }],
    ['1234567', 6, { kind: 'too-many', typed: 7 }],
    ['123', undefined, { kind: 'too-few', typed: 3 }],
    ['12345678901', undefined, { kind: 'too-many', typed: 11 }],
    ['12345a', 6, { kind: 'not-digits' }],
    ['١٢٣٤٥٦', 6, { kind: 'not-digits' }],
    ['', undefined, { kind: 'not-digits' }],
    ['-', undefined, { kind: 'not-digits' }],
  ])('%j of %s digits is none', (text, digits, wrong) => {
    expect(typedCode(text, digits)).toEqual(wrong);
  });

  it.each([4, 10])('may have %d digits where nothing is known of it', (digits) => {
    expect(typedCode('7'.repeat(digits))).toBe('7'.repeat(digits));
  });
});
