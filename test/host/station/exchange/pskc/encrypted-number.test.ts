import { createCipheriv } from 'node:crypto';
import { expect, it } from 'vitest';
import { readPskc } from '../../../../../host/station/exchange/pskc/read-pskc.ts';
import type { TokenRecord } from '../../../../../host/station/exchange/token-record.ts';
import { SEED, file, only, secretHex } from './pskc-support.ts';

const KEY = '12345678901234567890123456789012';
const GCM = 'http://www.w3.org/2009/xmlenc11#aes128-gcm';

function value(name: string, plain: Uint8Array): string {
  const iv = Buffer.alloc(12, plain.length);
  const cipher = createCipheriv('aes-128-gcm', Buffer.from(KEY, 'hex'), iv);
  const data = Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return `<${name}><EncryptedValue><xenc:EncryptionMethod Algorithm="${GCM}"/><xenc:CipherData><xenc:CipherValue>${data.toString('base64')}</xenc:CipherValue></xenc:CipherData></EncryptedValue></${name}>`;
}

function read(mode: 'hotp' | 'totp', name: string, plain: Uint8Array): TokenRecord {
  const text = file({
    algorithm: `urn:ietf:params:xml:ns:keyprov:pskc:${mode}`,
    before: '<EncryptionKey><ds:KeyName>k</ds:KeyName></EncryptionKey>',
    secret: value('Secret', Buffer.from(SEED)),
    data: value(name, plain),
  });
  return only(readPskc(text, { keys: { preShared: secretHex(KEY) } }));
}

it.each([
  ['80000001', 0x80000001],
  ['0000000000000007', 7],
  ['001fffffffffffff', Number.MAX_SAFE_INTEGER],
  ['35', 5],
  ['3137', 17],
])('a counter of the bytes %s is %i (RFC 6030 §4.2), of digits their number', (hex, counter) => {
  expect(read('hotp', 'Counter', Buffer.from(hex, 'hex')).parameters.counter).toBe(counter);
});

it.each([
  ['ffffffff', -1],
  ['fffffffffffffffe', -2],
  ['00000003', 3],
])('a drift of the bytes %s is %i steps', (hex, steps) => {
  expect(read('totp', 'TimeDrift', Buffer.from(hex, 'hex')).timeDriftSteps).toBe(steps);
});
