import { createCipheriv, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readPskc } from '../../../../../host/station/exchange/pskc/read-pskc.ts';
import {
  SEED,
  file,
  messages,
  only,
  refusal,
  sealed,
  secretHex,
  seedText,
} from './pskc-support.ts';

const KEY = '12345678901234567890123456789012';
const keys = { preShared: secretHex(KEY) };
const CBC = 'http://www.w3.org/2001/04/xmlenc#aes128-cbc';
const HMAC = 'http://www.w3.org/2000/09/xmldsig#hmac-sha1';
const WRONG = /not that of this file, or the file was changed/;

/** AES-128-CBC of whole blocks, as they are. */
function cbc(blocks: Uint8Array): Buffer {
  const iv = Buffer.alloc(16, 3);
  const cipher = createCipheriv('aes-128-cbc', Buffer.from(KEY, 'hex'), iv).setAutoPadding(false);
  return Buffer.concat([iv, cipher.update(blocks), cipher.final()]);
}

/** A value of so many bytes to a block of 16, padded as XML Encryption has it (§5.2). */
const padded = (value: Uint8Array, last = 16 - (value.length % 16)): Buffer =>
  Buffer.concat([value, Buffer.alloc(15 - (value.length % 16)), Buffer.of(last)]);

/** A file whose MACKey and Secret are of these blocks, its ValueMAC made with a key. */
function macced(macKey: Uint8Array, secret: Uint8Array, made: Uint8Array): string {
  const value = (data: Buffer): string =>
    `<xenc:EncryptionMethod Algorithm="${CBC}"/><xenc:CipherData><xenc:CipherValue>${data.toString('base64')}</xenc:CipherValue></xenc:CipherData>`;
  const data = cbc(secret);
  const mac = createHmac('sha1', made).update(data).digest('base64');
  return sealed(CBC, data, {
    method: `<MACMethod Algorithm="${HMAC}"><MACKey>${value(cbc(macKey))}</MACKey></MACMethod>`,
    mac: `<ValueMAC>${mac}</ValueMAC>`,
  });
}

describe('a MAC key', () => {
  const usual = Buffer.alloc(20, 7);
  const secret = padded(Buffer.from(SEED));

  it('of the length of the hash is taken', () => {
    expect(seedText(only(readPskc(macced(padded(usual), secret, usual), { keys })))).toBe(SEED);
  });

  it('that is hardly any is taken for a wrong one', () => {
    const short = Buffer.alloc(8, 7);
    expect(messages(refusal(macced(padded(short), secret, short), { keys }))).toMatch(WRONG);
  });

  it('that could not be opened is none that anybody knows', () => {
    for (const known of [Buffer.alloc(20), Buffer.alloc(0), Buffer.from(KEY, 'hex')]) {
      const text = macced(padded(usual, 0xff), secret, known);
      expect(messages(refusal(text, { keys }))).toMatch(WRONG);
    }
  });

  it('makes a file one of protected values, also where no EncryptionKey is named', () => {
    const text = file({ before: `<MACMethod Algorithm="${HMAC}"/>` });
    const { tokens, faults } = readPskc(text, { keys });
    expect(tokens).toEqual([]);
    expect(messages(faults)).toMatch(/plain secret in an encrypted file/);
  });
});

it.each([0, 17, 255])('a value whose last byte tells of %i bytes of padding is refused', (last) => {
  const usual = Buffer.alloc(20, 7);
  const text = macced(padded(usual), padded(Buffer.from(SEED), last), usual);
  expect(messages(refusal(text, { keys }))).toMatch(WRONG);
});

it('a padded key wrap is opened also under the name of the plain one (RFC 5649 §6)', () => {
  const wrapped = '138bdeaa9b8fa7fc61f97742e72248ee5ae6ae5360d1ae6a5f54f373fa543b6a';
  const text = sealed('http://www.w3.org/2001/04/xmlenc#kw-aes192', Buffer.from(wrapped, 'hex'));
  const wrapKey = secretHex('5840df6e29b02af1ab493b705bf16ea1ae8338f4dcc176a8');
  const { seed } = only(readPskc(text, { keys: { preShared: wrapKey } }));
  expect(Buffer.from(seed.reveal()).toString('hex')).toBe(
    'c37b7e6492584340bed12207808941155068f738',
  );
});
