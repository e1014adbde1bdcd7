import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../protocol/bytes/errors.ts';
import { parseOcraSuite } from '../../../protocol/oath/ocra-suite.ts';

describe('the OCRA suite grammar [CODE-19]', () => {
  it('reads every part', () => {
    expect(parseOcraSuite('OCRA-1:HOTP-SHA512-10:C-QH64-PSHA256-S128-T48H')).toEqual({
      text: 'OCRA-1:HOTP-SHA512-10:C-QH64-PSHA256-S128-T48H',
      algorithm: 'SHA512',
      digits: 10,
      counter: true,
      questionFormat: 'H',
      questionLength: 64,
      pinHash: 'SHA256',
      sessionBytes: 128,
      stepSeconds: 48 * 3600,
    });
  });

  it('leaves absent parts undefined', () => {
    expect(parseOcraSuite('OCRA-1:HOTP-SHA1-6:QN08')).toEqual({
      text: 'OCRA-1:HOTP-SHA1-6:QN08',
      algorithm: 'SHA1',
      digits: 6,
      counter: false,
      questionFormat: 'N',
      questionLength: 8,
      pinHash: undefined,
      sessionBytes: undefined,
      stepSeconds: undefined,
    });
  });

  it.each([
    ['T1S', 1],
    ['T59S', 59],
    ['T1M', 60],
    ['T59M', 59 * 60],
    ['T48H', 48 * 3600],
  ])('reads %s as a step of %i s', (step, seconds) => {
    expect(parseOcraSuite(`OCRA-1:HOTP-SHA1-6:QN08-${step}`).stepSeconds).toBe(seconds);
  });

  it.each([
    ['', 0],
    ['OCRA-2:HOTP-SHA1-6:QN08', 0],
    ['ocra-1:HOTP-SHA1-6:QN08', 0],
    ['OCRA-1:TOTP-SHA1-6:QN08', 7],
    ['OCRA-1:HOTP-MD5-6:QN08', 12],
    ['OCRA-1:HOTP-SHA11-6:QN08', 12],
    ['OCRA-1:HOTP-SHA1:QN08', 16],
    ['OCRA-1:HOTP-SHA1-0:QN08', 17],
    ['OCRA-1:HOTP-SHA1-3:QN08', 17],
    ['OCRA-1:HOTP-SHA1-11:QN08', 17],
    ['OCRA-1:HOTP-SHA1-06:QN08', 17],
    ['OCRA-1:HOTP-SHA1-6', 17],
    ['OCRA-1:HOTP-SHA1-6:', 19],
    ['OCRA-1:HOTP-SHA1-6:C', 19],
    ['OCRA-1:HOTP-SHA1-6:C-', 21],
    ['OCRA-1:HOTP-SHA1-6:QX08', 19],
    ['OCRA-1:HOTP-SHA1-6:QN8', 19],
    ['OCRA-1:HOTP-SHA1-6:QN03', 19],
    ['OCRA-1:HOTP-SHA1-6:QN65', 19],
    ['OCRA-1:HOTP-SHA1-6:QN08-', 23],
    ['OCRA-1:HOTP-SHA1-6:QN08-PMD5', 23],
    ['OCRA-1:HOTP-SHA1-6:QN08-S64', 23],
    ['OCRA-1:HOTP-SHA1-6:QN08-S000', 23],
    ['OCRA-1:HOTP-SHA1-6:QN08-S513', 23],
    ['OCRA-1:HOTP-SHA1-6:QN08-T0H', 23],
    ['OCRA-1:HOTP-SHA1-6:QN08-T60S', 23],
    ['OCRA-1:HOTP-SHA1-6:QN08-T49H', 23],
    ['OCRA-1:HOTP-SHA1-6:QN08-T1D', 23],
    ['OCRA-1:HOTP-SHA1-6:QN08-T1M-PSHA1', 27],
    ['OCRA-1:HOTP-SHA1-6:QN08-C', 23],
    ['OCRA-1:HOTP-SHA1-6:QN08 ', 23],
    ['OCRA-1:HOTP-SHA1-6:QN08\n', 23],
  ])('[CODE-21] refuses %j at position %i', (text, position) => {
    const refused = expect(() => parseOcraSuite(text));
    refused.toThrow(UsageError);
    refused.toThrow(new RegExp(` at position ${String(position)}$`));
  });
});
