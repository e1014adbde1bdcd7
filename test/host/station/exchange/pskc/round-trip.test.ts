import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPskc } from '../../../../../host/station/exchange/pskc/read-pskc.ts';
import { writePskc } from '../../../../../host/station/exchange/pskc/write-pskc.ts';
import type { PskcProtection } from '../../../../../host/station/exchange/pskc/protection.ts';
import type { TokenRecord } from '../../../../../host/station/exchange/token-record.ts';
import { open, secret, secretHex, vector } from './pskc-support.ts';
import { tokens } from './token-arbitrary.ts';

const key16 = secretHex('00112233445566778899aabbccddeeff');
const key32 = secretHex('00112233445566778899aabbccddeeff102132435465768798a9bacbdcedfe0f');
const passphrase = secret('correct horse ☎');

const CASES: readonly (readonly [string, PskcProtection])[] = [
  ['plain', { kind: 'plain' }],
  ['aes128', { kind: 'pre-shared', key: key16, cipher: 'aes128' }],
  ['aes256', { kind: 'pre-shared', key: key32, keyName: 'bank <1> & "2"', cipher: 'aes256' }],
  ['passphrase, aes128', { kind: 'passphrase', passphrase, cipher: 'aes128', iterations: 1000 }],
  ['passphrase, aes256', { kind: 'passphrase', passphrase, keyName: 'p', iterations: 1000 }],
];

describe.each(CASES)('what is written with %s', (name, protection) => {
  const preShared = name === 'aes128' ? key16 : key32;
  const keys = { preShared, passphrase };

  it('is read back as it was', () => {
    fc.assert(
      fc.property(tokens, (tokens: readonly TokenRecord[]) => {
        const { bytes } = writePskc(tokens, { protection });
        const read = readPskc(bytes, { keys });
        expect(read.faults).toEqual([]);
        expect(read.tokens.map(open)).toEqual(tokens.map(open));
      }),
      { numRuns: 60 },
    );
  });

  it('is read back signed', () => {
    const sign = { key: vector('signer-key.pem'), certificate: vector('signer-certificate.pem') };
    const signers = [vector('signer-certificate.pem')];
    fc.assert(
      fc.property(tokens, (tokens: readonly TokenRecord[]) => {
        const { bytes } = writePskc(tokens, { protection, sign });
        const read = readPskc(bytes, { keys, signers, requireSignature: true });
        expect(read.faults).toEqual([]);
        expect(read.tokens.map(open)).toEqual(tokens.map(open));
      }),
      { numRuns: 4 },
    );
  });
});
