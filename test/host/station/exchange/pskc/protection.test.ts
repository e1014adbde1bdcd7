import { constants, createCipheriv, createHmac, createPublicKey, publicEncrypt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { PBKDF2_LIMITS } from '../../../../../host/station/exchange/pskc/key-derivation.ts';
import { readPskc } from '../../../../../host/station/exchange/pskc/read-pskc.ts';
import type { PskcReadOptions } from '../../../../../host/station/exchange/pskc/read-pskc.ts';
import { writePskc } from '../../../../../host/station/exchange/pskc/write-pskc.ts';
import {
  SEED,
  SEED64,
  messages,
  only,
  refusal,
  sealed,
  secret,
  secretHex,
  seedText,
  vector,
} from './pskc-support.ts';

const KEY = '12345678901234567890123456789012';
const preShared = secretHex(KEY);
const figure6 = vector('figure6.xml');
const WRONG = /not that of this file, or the file was changed/;

/** Two keys under one MAC key. */
function two(): string {
  const token = (serial: string) => ({
    serial,
    parameters: { mode: 'hotp' as const, algorithm: 'SHA1' as const, digits: 6, counter: 0 },
    seed: secret(SEED),
  });
  const protection = { kind: 'pre-shared' as const, key: preShared, cipher: 'aes128' as const };
  return new TextDecoder().decode(writePskc([token('A'), token('B')], { protection }).bytes);
}

/** Replaces the nth base64 value of an element by one whose byte is flipped. */
function flipped(text: string, name: string, { nth = 0, byte = 0 } = {}): string {
  let seen = -1;
  return text.replace(
    new RegExp(`(<(?:\\w+:)?${name}>)([^<]*)`, 'g'),
    (all, tag: string, value: string) => {
      seen += 1;
      if (seen !== nth) return all;
      const bytes = Buffer.from(value, 'base64');
      const at = byte < 0 ? bytes.length + byte : byte;
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      return `${tag}${bytes.toString('base64')}`;
    },
  );
}

describe('a key that is not there or not right', () => {
  it('is asked for by name', () => {
    expect(messages(refusal(figure6))).toBe(
      'EncryptionKey: the file is encrypted: give its key “Pre-shared-key”',
    );
    expect(messages(refusal(vector('figure7.xml')))).toMatch(/give its passphrase “My Password 1”/);
  });

  it('of another length than the cipher takes is told so', () => {
    const keys = { preShared: secretHex(KEY + KEY) };
    expect(messages(refusal(figure6, { keys }))).toMatch(/has 32 bytes.*aes-128-cbc\) takes 16/);
  });

  it('is refused: a wrong key, passphrase, and name', () => {
    const wrong = secretHex('00112233445566778899aabbccddeeff');
    expect(messages(refusal(figure6, { keys: { preShared: wrong } }))).toMatch(WRONG);
    const named = new Map([['Pre-shared-key', wrong]]);
    expect(messages(refusal(figure6, { keys: { named, preShared } }))).toMatch(WRONG);
    const keys = { passphrase: secret('azerty') };
    expect(messages(refusal(vector('figure7.xml'), { keys }))).toMatch(WRONG);
  });

  it.each(Array.from({ length: 40 }, (_, n) => n))(
    'gives one answer whatever the padding: key %i',
    (n) => {
      // One wrong key in sixteen leaves padding that looks right; none is answered otherwise.
      const keys = { preShared: secretHex(n.toString(16).padStart(32, '0')) };
      expect(messages(refusal(figure6, { keys }))).toMatch(WRONG);
    },
  );
});

describe('a changed file', () => {
  it.each([
    ['the MAC', 'ValueMAC', {}],
    ['the IV', 'CipherValue', { nth: 1 }],
    ['the last byte, which holds the padding', 'CipherValue', { nth: 1, byte: -17 }],
    ['the MAC key', 'CipherValue', { nth: 0, byte: 20 }],
    ['the padding of the MAC key', 'CipherValue', { nth: 0, byte: -17 }],
  ])('is answered like a wrong key when nothing of it is right: %s', (_name, name, where) => {
    const text = flipped(figure6, name, where);
    expect(messages(refusal(text, { keys: { preShared } }))).toBe(
      messages(refusal(figure6, { keys: { preShared: secretHex('00'.repeat(16)) } })),
    );
  });

  it('is told where it was changed when the rest is right', () => {
    for (const text of [
      flipped(two(), 'ValueMAC', { nth: 1 }),
      flipped(two(), 'CipherValue', { nth: 2 }),
    ]) {
      const { tokens, faults } = readPskc(text, { keys: { preShared } });
      expect(tokens.map(({ serial }) => serial)).toEqual(['A']);
      expect(faults).toHaveLength(1);
      expect(faults[0]).toMatchObject({ serial: 'B', field: 'Secret' });
      expect(faults[0]?.message).toMatch(/changed since it was made/);
    }
  });

  it('is refused when a ValueMAC or the MACMethod was taken away, unless that is allowed', () => {
    const keys = { preShared };
    const bare = figure6.replace(/<ValueMAC>[^]*?<\/ValueMAC>/, '');
    expect(messages(readPskc(bare, { keys }).faults)).toMatch(/Secret: no ValueMAC/);
    const without = bare.replace(/<MACMethod[^]*?<\/MACMethod>/, '');
    expect(messages(readPskc(without, { keys }).faults)).toMatch(/Secret: no ValueMAC/);
    const allowed = readPskc(without, { keys, allowUnauthenticated: true });
    expect(seedText(only(allowed))).toBe(SEED);
    expect(messages(allowed.warnings)).toMatch(/no ValueMAC/);
    const noMethod = figure6.replace(/<MACMethod[^]*?<\/MACMethod>/, '');
    expect(messages(readPskc(noMethod, { keys }).faults)).toMatch(/no MACMethod/);
  });

  it('is refused when a plain secret stands in an encrypted file', () => {
    const text = two().replace(
      /<EncryptedValue>[^]*?<\/ValueMAC>/,
      `<PlainValue>${SEED64}</PlainValue>`,
    );
    const { tokens, faults } = readPskc(text, { keys: { preShared } });
    expect(tokens.map(({ serial }) => serial)).toEqual(['B']);
    expect(messages(faults)).toMatch(/plain secret in an encrypted file/);
  });
});

describe('an algorithm that is not there', () => {
  const keys = { preShared };
  it.each([
    [
      'cipher',
      figure6.replaceAll('xmlenc#aes128-cbc', 'xmlenc#camellia128-cbc'),
      /EncryptionMethod: unknown algorithm .*camellia/,
    ],
    [
      'no cipher',
      figure6.replaceAll(/<xenc:EncryptionMethod[^]*?\/>/g, ''),
      /EncryptionMethod: missing/,
    ],
    [
      'MAC',
      figure6.replace('#hmac-sha1', '#hmac-md5'),
      /MACMethod: unknown MAC algorithm “.*hmac-md5”/,
    ],
    [
      'no cipher value',
      figure6.replaceAll(/<xenc:CipherValue>[^<]*/g, '<xenc:CipherValue>'),
      /CipherValue: missing, or no base64/,
    ],
    [
      'reference to a MAC key',
      figure6.replace(/<MACKey>[^]*<\/MACKey>/, '<MACKeyReference>k</MACKeyReference>'),
      /MACKeyReference names/,
    ],
  ])('is refused by name: %s', (_name, text, message) => {
    const { tokens, faults } = readPskc(text, { keys });
    expect(tokens).toEqual([]);
    expect(messages(faults)).toMatch(message);
  });
});

describe('a passphrase', () => {
  const keys = { passphrase: secret('qwerty') };
  const figure7 = vector('figure7.xml');
  it.each([
    ['no iterations', '1000<', '0<', /IterationCount: 1 to/],
    ['work without end', '1000<', '10000001<', /IterationCount: 1 to 10000000/],
    ['no number', '1000<', 'many<', /IterationCount: 1 to/],
    ['a short key', '16<', '8<', /KeyLength: 16 to 32/],
    ['a long key', '16<', '1000000<', /KeyLength: 16 to 32/],
    ['no salt', 'Ej7/PEpyEpw=', '', /Salt: base64/],
    ['a long salt', 'Ej7/PEpyEpw=', 'AAAA'.repeat(400), /Salt: base64/],
    ['an unknown function', '<PRF/>', '<PRF Algorithm="x#hmac-md5"/>', /PRF: unknown function/],
    ['another derivation', '#pbkdf2"', '#pbkdf1"', /unknown key derivation/],
  ])('with %s is refused before any work', (_name, from, to, message) => {
    expect(messages(refusal(figure7.replace(from, to), { keys }))).toMatch(message);
  });

  it('may be derived with SHA-256, and is then another key', () => {
    const text = figure7.replace(
      '<PRF/>',
      '<PRF Algorithm="http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"/>',
    );
    expect(messages(refusal(text, { keys }))).toMatch(WRONG);
    expect(PBKDF2_LIMITS.iterations.most).toBe(10_000_000);
  });

  it('is not written when it is short, or with few iterations', () => {
    const tokens = readPskc(vector('figure3.xml')).tokens;
    const write = (passphrase: string, iterations: number) => () =>
      writePskc(tokens, {
        protection: { kind: 'passphrase', passphrase: secret(passphrase), iterations },
      });
    expect(write('1234567', 5000)).toThrow(/less than 8 bytes/);
    expect(write('12345678', 999)).toThrow(/iterations wanted/);
    expect(write('12345678', 1000)).not.toThrow();
  });
});

describe('for a certificate', () => {
  const rsa15 = 'http://www.w3.org/2001/04/xmlenc#rsa-1_5';
  const rfc15 = 'http://www.w3.org/2001/04/xmlenc#rsa_1_5';
  const oaep = 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p';
  const pem = vector('signer-certificate.pem');
  const key = createPublicKey(pem);
  const base64 = pem.replace(/-----[^-]*-----/g, '');
  const x509 = `<ds:X509Data><ds:X509Certificate>${base64}</ds:X509Certificate></ds:X509Data>`;
  const data15 = publicEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, Buffer.from(SEED));
  const dataOaep = publicEncrypt(
    { key, padding: constants.RSA_PKCS1_OAEP_PADDING },
    Buffer.from(SEED),
  );
  const own: PskcReadOptions = { keys: { privateKey: secret(vector('signer-key.pem')) } };
  const foreign: PskcReadOptions = { keys: { privateKey: secret(vector('other-key.pem')) } };

  it.each([
    ['RSA 1.5', sealed(rsa15, data15, { key: x509 })],
    ['RSA 1.5 as the RFC spells it', sealed(rfc15, data15, { key: x509 })],
    ['OAEP', sealed(oaep, dataOaep, { key: x509 })],
    ['OAEP, its key named only', sealed(oaep, dataOaep)],
  ])('%s is opened by its private key alone', (_name, text) => {
    expect(seedText(only(readPskc(text, own)))).toBe(SEED);
    expect(messages(refusal(text, foreign))).toMatch(/another certificate|not that of this file/);
    expect(messages(refusal(text))).toMatch(/give the private key/);
  });

  it('RSA 1.5 without a ValueMAC is warned of, since a changed value is read as another', () => {
    const warned = (text: string): string => messages(readPskc(text, own).warnings);
    expect(warned(sealed(rsa15, data15, { key: x509 }))).toMatch(
      /Secret: RSA 1\.5 .* compare a code/,
    );
    expect(warned(sealed(oaep, dataOaep, { key: x509 }))).not.toMatch(/RSA/);
  });

  it('RSA 1.5 without a certificate or MAC to tell a wrong key by is refused', () => {
    expect(messages(readPskc(sealed(rsa15, data15), own).faults)).toMatch(/no ValueMAC/);
  });

  it('what is no RSA key or certificate is said without quoting it', () => {
    const text = sealed(oaep, dataOaep, { key: x509 });
    const said = messages(refusal(text, { keys: { privateKey: secret('hunter2') } }));
    expect(said).toMatch(/no RSA key in PEM/);
    expect(said).not.toContain('hunter2');
    const broken = text.replace(base64, 'AAAA');
    expect(messages(refusal(broken, own))).toMatch(/no X\.509 certificate/);
  });
});

describe('ciphers with authentication of their own need no ValueMAC', () => {
  const bytes = Buffer.from(KEY, 'hex');
  const gcm = createCipheriv('aes-128-gcm', bytes, Buffer.alloc(12, 7));
  const body = Buffer.concat([
    Buffer.alloc(12, 7),
    gcm.update(SEED),
    gcm.final(),
    gcm.getAuthTag(),
  ]);
  const text = sealed('http://www.w3.org/2009/xmlenc11#aes128-gcm', body);

  it('AES-GCM', () => {
    expect(seedText(only(readPskc(text, { keys: { preShared } })))).toBe(SEED);
    expect(
      messages(refusal(flipped(text, 'CipherValue', { byte: 13 }), { keys: { preShared } })),
    ).toMatch(WRONG);
  });

  it('a key wrap of RFC 3394 (§4.1)', () => {
    const wrapped = Buffer.from('1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5', 'hex');
    const keys = { preShared: secretHex('000102030405060708090a0b0c0d0e0f') };
    const kw = sealed('http://www.w3.org/2001/04/xmlenc#kw-aes128', wrapped);
    expect(Buffer.from(only(readPskc(kw, { keys })).seed.reveal()).toString('hex')).toBe(
      '00112233445566778899aabbccddeeff',
    );
    expect(messages(refusal(kw, { keys: { preShared } }))).toMatch(WRONG);
  });
});

it('without a MACKey the encryption key is the MAC key', () => {
  const key = Buffer.from(KEY, 'hex');
  const cbc = createCipheriv('aes-128-cbc', key, Buffer.alloc(16, 3));
  const data = Buffer.concat([Buffer.alloc(16, 3), cbc.update(SEED), cbc.final()]);
  const mac = createHmac('sha256', key).update(data).digest('base64');
  const method = '<MACMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"/>';
  const text = sealed('http://www.w3.org/2001/04/xmlenc#aes128-cbc', data, {
    method,
    mac: `<ValueMAC>${mac}</ValueMAC>`,
  });
  expect(seedText(only(readPskc(text, { keys: { preShared } })))).toBe(SEED);
});
