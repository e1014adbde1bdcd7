import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../protocol/bytes/errors.ts';
import { fromHex } from '../../../protocol/bytes/hex.ts';
import { prepareKey } from '../../../protocol/oath/hmac.ts';
import { ocra, ocraDataInput, type OcraInput } from '../../../protocol/oath/ocra.ts';
import { parseOcraSuite } from '../../../protocol/oath/ocra-suite.ts';
import { sha1 } from '../../../protocol/oath/sha1.ts';
import { algorithms, countedSeed, opensslHmac, truncated, vectors } from './oath-support.ts';
import { appendixC } from './ocra-appendix-c.ts';

const qn08 = vectors('rfc6287-qn08.json') as {
  seed_hex: string;
  codes_by_question: Record<string, string>;
};

/** A question of the RFC's mutual lines is two challenges of eight characters. */
function asInput(question: string): Pick<OcraInput, 'question' | 'secondQuestion'> {
  if (!/^(CLI|SRV)/.test(question)) return { question };
  return { question: question.slice(0, 8), secondQuestion: question.slice(8) };
}

describe('RFC 6287 appendix C', () => {
  it.each(Object.entries(qn08.codes_by_question))(
    'OCRA-1:HOTP-SHA1-6:QN08: %s gives %s',
    (question, code) => {
      const key = prepareKey('SHA1', fromHex(qn08.seed_hex));
      expect(ocra(key, parseOcraSuite('OCRA-1:HOTP-SHA1-6:QN08'), { question })).toBe(code);
    },
  );

  it.each(appendixC)('$suite (recalled, see ocra-appendix-c.ts)', (vector) => {
    const suite = parseOcraSuite(vector.suite);
    const key = prepareKey(suite.algorithm, countedSeed(vector.seedLength));
    for (const [counter, [question, response]] of vector.lines.entries()) {
      const input: OcraInput = {
        ...asInput(question),
        counter,
        ...(vector.pin && { pinDigest: sha1(vector.pin) }),
        ...(vector.unixSeconds !== undefined && { unixSeconds: vector.unixSeconds }),
      };
      expect(ocra(key, suite, input), question).toBe(response);
    }
  });
});

const hexOf = (text: string): string => Buffer.from(text, 'ascii').toString('hex');
const integer = (value: number): string => value.toString(16).padStart(16, '0');

/** Any suite with an input for it, and the message spelled in hexadecimal by the RFC's own recipe. */
const cases = fc
  .record({
    algorithm: fc.constantFrom(...algorithms),
    digits: fc.integer({ min: 4, max: 10 }),
    format: fc.constantFrom('A', 'N', 'H'),
    length: fc.integer({ min: 4, max: 64 }),
    counter: fc.option(fc.maxSafeNat()),
    pinHash: fc.option(fc.constantFrom(...algorithms)),
    session: fc.option(fc.uint8Array({ maxLength: 512 })),
    step: fc.option(fc.constantFrom(['1S', 1], ['59S', 59], ['10M', 600], ['48H', 172_800])),
    time: fc.nat(2 ** 33),
    seed: fc.uint8Array({ minLength: 1, maxLength: 150 }),
  })
  .chain((it) => {
    const alphabet = { A: 'abzABZ019', N: '0123456789', H: '0123456789abcdefABCDEF' }[it.format];
    const question = fc.string({
      unit: fc.constantFrom(...alphabet),
      minLength: 1,
      maxLength: it.length,
    });
    return fc.record({ parts: fc.constant(it), question });
  });

describe('OCRA', () => {
  it('equals HMAC by OpenSSL over a message put together in hexadecimal, for any suite', () => {
    fc.assert(
      fc.property(cases, ({ parts, question }) => {
        const pin =
          parts.pinHash && createHash(parts.pinHash.toLowerCase()).update('1234').digest();
        const sessionLength = Math.max(1, parts.session?.length ?? 0);
        const suite = [
          `OCRA-1:HOTP-${parts.algorithm}-${String(parts.digits)}:`,
          parts.counter === null ? '' : 'C-',
          `Q${parts.format}${String(parts.length).padStart(2, '0')}`,
          parts.pinHash === null ? '' : `-P${parts.pinHash}`,
          parts.session === null ? '' : `-S${String(sessionLength).padStart(3, '0')}`,
          parts.step === null ? '' : `-T${parts.step[0]}`,
        ].join('');
        const questionHex = {
          A: hexOf(question),
          N: parts.format === 'N' ? BigInt(question).toString(16) : '',
          H: question,
        }[parts.format];
        const message = [
          hexOf(suite),
          '00',
          parts.counter === null ? '' : integer(parts.counter),
          questionHex.padEnd(256, '0'),
          pin?.toString('hex') ?? '',
          parts.session &&
            Buffer.from(parts.session)
              .toString('hex')
              .padStart(2 * sessionLength, '0'),
          parts.step === null ? '' : integer(Math.floor(parts.time / parts.step[1])),
        ].join('');
        const tag = opensslHmac(parts.algorithm, parts.seed, Buffer.from(message, 'hex'));
        const response = ocra(prepareKey(parts.algorithm, parts.seed), parseOcraSuite(suite), {
          question,
          unixSeconds: parts.time,
          ...(parts.counter !== null && { counter: parts.counter }),
          ...(pin && { pinDigest: pin }),
          ...(parts.session && { session: parts.session }),
        });
        expect(response).toBe(truncated(tag, parts.digits));
      }),
      { numRuns: 1000 },
    );
  });

  it('[CODE-11] inputs that the suite does not name change nothing', () => {
    const suite = parseOcraSuite('OCRA-1:HOTP-SHA1-6:QN08');
    const more = { counter: 5, pinDigest: new Uint8Array(20), unixSeconds: 99 };
    expect(ocraDataInput(suite, { question: '1', ...more })).toEqual(
      ocraDataInput(suite, { question: '1' }),
    );
  });

  it('[CODE-13] leading zeros of a number do not count', () => {
    const suite = parseOcraSuite('OCRA-1:HOTP-SHA1-6:QN08');
    expect(ocraDataInput(suite, { question: '00012345' })).toEqual(
      ocraDataInput(suite, { question: '12345' }),
    );
  });

  it.each([
    ['OCRA-1:HOTP-SHA1-6:QN08', { question: '' }, 'question'],
    ['OCRA-1:HOTP-SHA1-6:QN08', { question: '123456789' }, 'question'],
    ['OCRA-1:HOTP-SHA1-6:QN08', { question: '1234567a' }, 'question'],
    ['OCRA-1:HOTP-SHA1-6:QN08', { question: '1\n' }, 'question'],
    ['OCRA-1:HOTP-SHA1-6:QH08', { question: '12fg' }, 'question'],
    ['OCRA-1:HOTP-SHA1-6:QA08', { question: 'a b' }, 'question'],
    ['OCRA-1:HOTP-SHA1-6:QA08', { question: 'ok', secondQuestion: '' }, 'secondQuestion'],
    ['OCRA-1:HOTP-SHA1-6:C-QN08', { question: '1' }, 'counter'],
    ['OCRA-1:HOTP-SHA1-6:C-QN08', { question: '1', counter: -1 }, 'counter'],
    ['OCRA-1:HOTP-SHA1-6:QN08-PSHA1', { question: '1' }, 'pinDigest'],
    [
      'OCRA-1:HOTP-SHA1-6:QN08-PSHA1',
      { question: '1', pinDigest: new Uint8Array(32) },
      'pinDigest',
    ],
    ['OCRA-1:HOTP-SHA1-6:QN08-S004', { question: '1' }, 'session'],
    ['OCRA-1:HOTP-SHA1-6:QN08-S004', { question: '1', session: new Uint8Array(5) }, 'session'],
    ['OCRA-1:HOTP-SHA1-6:QN08-T1M', { question: '1' }, 'unixSeconds'],
    ['OCRA-1:HOTP-SHA1-6:QN08-T1M', { question: '1', unixSeconds: -1 }, 'unixSeconds'],
  ])('%s refuses %j and names %s', (text, input: OcraInput, name) => {
    const refused = expect(() => ocraDataInput(parseOcraSuite(text), input));
    refused.toThrow(UsageError);
    refused.toThrow(new RegExp(`^${name}: `));
  });

  it('refuses a key prepared for another hash', () => {
    const key = prepareKey('SHA256', countedSeed(20));
    const suite = parseOcraSuite('OCRA-1:HOTP-SHA1-6:QN08');
    expect(() => ocra(key, suite, { question: '1' })).toThrow(UsageError);
  });
});
