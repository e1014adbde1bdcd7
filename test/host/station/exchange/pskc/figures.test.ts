import { describe, expect, it } from 'vitest';
import { readPskc } from '../../../../../host/station/exchange/pskc/read-pskc.ts';
import {
  SEED,
  messages,
  only,
  refusal,
  secret,
  secretHex,
  seedText,
  vector,
} from './pskc-support.ts';

const HOTP8 = { mode: 'hotp', algorithm: 'SHA1', digits: 8, counter: 0 };

describe('the figures of RFC 6030', () => {
  it('2: a key and nothing else takes the usual digits and counter, and says so', () => {
    const read = readPskc(vector('figure2.xml'));
    const token = only(read);
    expect(seedText(token)).toBe('1234');
    expect(token).toMatchObject({
      serial: '12345678',
      issuer: 'Issuer-A',
      parameters: { mode: 'hotp', algorithm: 'SHA1', digits: 6, counter: 0 },
    });
    expect(messages(read.warnings)).toMatch(/ResponseFormat: missing: 6 digits/);
    expect(messages(read.warnings)).toMatch(/Counter: missing: 0/);
    expect(messages(read.warnings)).toMatch(/4 bytes; RFC 4226/);
  });

  it('3: device and user; the key’s own user comes before that of the device', () => {
    const token = only(readPskc(vector('figure3.xml')));
    expect(seedText(token)).toBe(SEED);
    expect(token).toMatchObject({
      serial: '987654321',
      keyId: '12345678',
      manufacturer: 'Manufacturer',
      issuer: 'Issuer',
      user: 'UID=jsmith,DC=example-bank,DC=net',
      parameters: HOTP8,
    });
  });

  it('4: a reference to a key elsewhere is no key', () => {
    const { tokens, faults } = readPskc(vector('figure4.xml'));
    expect(tokens).toEqual([]);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({ line: 20, serial: '987654321', field: 'Secret' });
    expect(faults[0]?.message).toMatch(/KeyReference names a key of another system/);
  });

  it('5: the policy of a PIN is kept, the key of the PIN is not', () => {
    const read = readPskc(vector('figure5.xml'));
    const token = only(read);
    expect(seedText(token)).toBe(SEED);
    expect(token.policy).toEqual({
      keyUsage: ['OTP'],
      pinPolicy: {
        MinLength: '4',
        MaxLength: '4',
        PINKeyId: '123456781',
        PINEncoding: 'DECIMAL',
        PINUsageMode: 'Local',
      },
    });
    expect(messages(read.warnings)).toMatch(/key of a PIN/);
  });

  it('6: AES-128-CBC and HMAC-SHA-1 by a pre-shared key', () => {
    const preShared = secretHex('12345678901234567890123456789012');
    const token = only(readPskc(vector('figure6.xml'), { keys: { preShared } }));
    expect(seedText(token)).toBe(SEED);
    expect(token.parameters).toEqual(HOTP8);
    const named = new Map([['Pre-shared-key', preShared]]);
    expect(seedText(only(readPskc(vector('figure6.xml'), { keys: { named } })))).toBe(SEED);
  });

  it('7: PBKDF2 of a passphrase', () => {
    const keys = { passphrase: secret('qwerty') };
    const read = readPskc(vector('figure7.xml'), { keys });
    expect(seedText(only(read))).toBe(SEED);
    expect(messages(read.warnings)).toMatch(/1000 iterations protect a passphrase badly/);
  });

  it('8: encrypted for a certificate whose private key nobody has', () => {
    expect(messages(refusal(vector('figure8.xml')))).toMatch(/give the private key/);
    const keys = { privateKey: secret(vector('signer-key.pem')) };
    const foreign = refusal(vector('figure8.xml'), { keys });
    expect(messages(foreign)).toMatch(/encrypted for another certificate/);
  });

  it('9: a sample signature is not taken for one', () => {
    const read = readPskc(vector('figure9.xml'));
    expect(seedText(only(read))).toBe(SEED);
    expect(messages(read.warnings)).toMatch(/Signature: not checked/);
    const signers = [vector('signer-certificate.pem')];
    expect(messages(refusal(vector('figure9.xml'), { signers }))).toMatch(/not of the namespace/);
  });

  it('10: many keys with dates, two of one device', () => {
    const { tokens, faults, warnings } = readPskc(vector('figure10.xml'), { now: 1_800_000_000 });
    expect(faults).toEqual([]);
    expect(tokens.map(seedText)).toEqual([SEED, SEED, SEED, SEED]);
    expect(tokens.map(({ serial, keyId }) => [serial, keyId])).toEqual([
      ['654321', '1'],
      ['123456', '2'],
      ['9999999', '3'],
      ['9999999', '4'],
    ]);
    expect(tokens[2]).toMatchObject({
      startDate: Date.UTC(2006, 2, 1) / 1000,
      expiryDate: Date.UTC(2006, 2, 31) / 1000,
    });
    expect(messages(warnings)).toMatch(/more than one key/);
    expect(warnings.filter(({ field }) => field === 'ExpiryDate')).toHaveLength(4);
  });
});
