import { describe, expect, it } from 'vitest';
import { NO_CODE, normaliseCode, valueOfCode } from '../../../../host/bank/verify/code-text.ts';
import { codeOff, plainPolicy, Story } from './verify-support.ts';

describe('a code as it is typed', () => {
  it.each([
    ['623641', '623641'],
    ['６２３６４１', '623641'],
    ['6２3６41', '623641'],
    [' 623 641 ', '623641'],
    ['623　641', '623641'],
    ['\t623641\r\n', '623641'],
    ['000000', '000000'],
  ])('%j is %s: full-width digits are digits, spaces are dropped', (typed, code) => {
    expect(normaliseCode(typed, 6)).toBe(code);
  });

  it.each([
    '',
    '62364',
    '6236411',
    '62364a',
    '-23641',
    '6.3641',
    '1e5000',
    '٦٢٣٦٤١',
    '６２３６４',
    '623-641',
    '9'.repeat(1_000_000),
    ' '.repeat(1_000_000) + '623641',
  ])('what cannot be a code of six digits is none', (typed) => {
    expect(normaliseCode(typed, 6)).toBeUndefined();
    expect(valueOfCode(typed, 6)).toBe(NO_CODE);
  });

  it('ten digits beyond 31 bits are no code: every code has fewer', () => {
    expect(valueOfCode('2147483647', 10)).toBe(2_147_483_647);
    expect(valueOfCode('2147483648', 10)).toBe(NO_CODE);
    expect(valueOfCode('9999999999', 10)).toBe(NO_CODE);
  });

  it('full-width digits are accepted, and die as the same code', () => {
    const story = new Story(plainPolicy);
    const wide = codeOff(0).replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)));
    expect(story.give(wide).outcome).toBe('accepted');
    expect(story.give(codeOff(0)).outcome).toBe('replayed');
  });

  it('what cannot be a code counts as a wrong one', () => {
    const story = new Story(plainPolicy);
    for (const typed of ['', 'abc', '1234567', '９'.repeat(7), '\u0000'.repeat(6)]) {
      expect(story.give(typed).outcome).toBe('wrong');
    }
    expect(story.memory).toMatchObject({ wrongInARow: 5, lockedAt: story.now });
  });
});
