import { describe, expect, it } from 'vitest';
import { ExchangeError } from '../../../../../host/station/exchange/exchange-error.ts';
import { writePskc } from '../../../../../host/station/exchange/pskc/write-pskc.ts';
import type { TokenRecord } from '../../../../../host/station/exchange/token-record.ts';
import { SEED, messages, secret, secretHex } from './pskc-support.ts';

const token: TokenRecord = {
  serial: 'FK0001',
  parameters: { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 30 },
  seed: secret(SEED),
};
const plain = { protection: { kind: 'plain' } } as const;

function refusal(record: TokenRecord): string {
  try {
    writePskc([record], plain);
  } catch (error) {
    if (error instanceof ExchangeError) return messages(error.faults);
    throw error;
  }
  return '';
}

describe('a token that PSKC cannot say is not written', () => {
  it.each<readonly [string, Partial<TokenRecord>, RegExp]>([
    ['a control character', { issuer: 'a\u0000b' }, /issuer: has a character/],
    ['half a surrogate pair', { user: '\uDC00' }, /user: has a character/],
    ['white space around it', { serial: ' FK1' }, /serial: is empty, or begins/],
    ['nothing', { model: '' }, /model: is empty/],
    ['digits', { parameters: { ...token.parameters, digits: 3 } }, /digits: 4 to 10/],
    ['a step', { parameters: { mode: 'totp', algorithm: 'SHA1', digits: 6 } }, /stepSeconds/],
    ['a counter', { parameters: { ...token.parameters, mode: 'hotp', counter: -1 } }, /counter/],
    ['a suite', { parameters: { ...token.parameters, mode: 'ocra', suite: 'OCRA-2' } }, /suite/],
    [
      'a suite of other digits',
      { parameters: { ...token.parameters, mode: 'ocra', suite: 'OCRA-1:HOTP-SHA1-8:QN08' } },
      /suite: names another/,
    ],
    ['a start', { parameters: { ...token.parameters, t0: -1 } }, /t0: out of range/],
    ['half a second', { parameters: { ...token.parameters, t0: 0.5 } }, /t0: out of range/],
    ['a chip in capitals', { deviceId: '00FF' }, /deviceId: no number of a chip/],
    ['a drift', { timeDriftSteps: 2 ** 31 }, /TimeDrift/],
    ['a date', { expiryDate: 1e15 }, /expiryDate/],
    ['a usage', { policy: { keyUsage: ['Fly'] } }, /KeyUsage: PSKC has no Fly/],
    ['a rule for PINs', { policy: { pinPolicy: { PINColour: 'red' } } }, /PINColour/],
    ['transactions', { policy: { numberOfTransactions: 1.5 } }, /NumberOfTransactions/],
    ['an empty seed', { seed: secret('') }, /seed/],
  ])('%s', (_name, part, message) => {
    expect(refusal({ ...token, ...part })).toMatch(message);
  });

  it('no token is no file', () => {
    expect(() => writePskc([], plain)).toThrow(/one token at least/);
  });

  it('a key of another length than the cipher’s', () => {
    const key = secretHex('00'.repeat(16));
    const protection = { kind: 'pre-shared', key, cipher: 'aes256' } as const;
    expect(() => writePskc([token], { protection })).toThrow(/has 16 bytes, and aes256 takes 32/);
  });
});

describe('what is lost on others is named', () => {
  it.each<readonly [string, Partial<TokenRecord>, RegExp]>([
    [
      'a start',
      { parameters: { ...token.parameters, t0: 1e9 } },
      /t0: PSKC has no word for a start/,
    ],
    ['a realm', { realm: 'r' }, /realm: only fobkit reads it/],
    ['a resolver', { resolver: 'r' }, /resolver: only fobkit/],
    [
      'a counter of TOTP',
      { parameters: { ...token.parameters, counter: 5 } },
      /counter: a TOTP key has none/,
    ],
  ])('%s', (_name, part, message) => {
    const { warnings } = writePskc([{ ...token, ...part }], plain);
    expect(warnings.find(({ serial }) => serial === 'FK0001')).toBeDefined();
    expect(messages(warnings)).toMatch(message);
  });

  it('a plain file warns of itself, an encrypted one of nothing', () => {
    const written = writePskc([token], plain);
    expect(written.warnings).toHaveLength(1);
    expect(written).toMatchObject({ mediaType: 'application/pskc+xml', extension: '.pskcxml' });
    const key = secretHex('00'.repeat(16));
    const sealed = writePskc([token], {
      protection: { kind: 'pre-shared', key, cipher: 'aes128' },
    });
    expect(sealed.warnings).toEqual([]);
    expect(new TextDecoder().decode(sealed.bytes)).not.toContain('MTIzNDU2');
  });

  it('SHA-1 is not named, others as RFC 6030 §4.3.4 spells them', () => {
    const text = (algorithm: 'SHA1' | 'SHA512'): string =>
      new TextDecoder().decode(
        writePskc([{ ...token, parameters: { ...token.parameters, algorithm } }], plain).bytes,
      );
    expect(text('SHA1')).not.toContain('Suite');
    expect(text('SHA512')).toContain('<Suite>SHA512</Suite>');
  });
});
