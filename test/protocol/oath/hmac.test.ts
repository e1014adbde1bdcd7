import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../protocol/bytes/errors.ts';
import { fromHex, toHex } from '../../../protocol/bytes/hex.ts';
import { hmac, prepareKey } from '../../../protocol/oath/hmac.ts';
import type { Algorithm } from '../../../protocol/oath/parameters.ts';
import { algorithms, ascii, opensslHmac } from './oath-support.ts';

const bytes = (byte: number, length: number): Uint8Array => new Uint8Array(length).fill(byte);
const LARGER_KEY = 'Test Using Larger Than Block-Size Key - Hash Key First';

interface PublishedTag {
  readonly algorithm: Algorithm;
  readonly name: string;
  readonly key: Uint8Array;
  readonly data: Uint8Array;
  readonly tag: string;
}

/** RFC 2202 §3 (SHA-1) and RFC 4231 §4 (SHA-256, SHA-512). */
const published: readonly PublishedTag[] = [
  {
    algorithm: 'SHA1',
    name: 'RFC 2202 case 1',
    key: bytes(0x0b, 20),
    data: ascii('Hi There'),
    tag: 'b617318655057264e28bc0b6fb378c8ef146be00',
  },
  {
    algorithm: 'SHA1',
    name: 'RFC 2202 case 2',
    key: ascii('Jefe'),
    data: ascii('what do ya want for nothing?'),
    tag: 'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79',
  },
  {
    algorithm: 'SHA1',
    name: 'RFC 2202 case 3',
    key: bytes(0xaa, 20),
    data: bytes(0xdd, 50),
    tag: '125d7342b9ac11cd91a39af48aa17b4f63f175d3',
  },
  {
    algorithm: 'SHA1',
    name: 'RFC 2202 case 6, a key longer than a block',
    key: bytes(0xaa, 80),
    data: ascii(LARGER_KEY),
    tag: 'aa4ae5e15272d00e95705637ce8a3b55ed402112',
  },
  {
    algorithm: 'SHA256',
    name: 'RFC 4231 case 1',
    key: bytes(0x0b, 20),
    data: ascii('Hi There'),
    tag: 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
  },
  {
    algorithm: 'SHA256',
    name: 'RFC 4231 case 2',
    key: ascii('Jefe'),
    data: ascii('what do ya want for nothing?'),
    tag: '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  },
  {
    algorithm: 'SHA256',
    name: 'RFC 4231 case 6, a key longer than a block',
    key: bytes(0xaa, 131),
    data: ascii(LARGER_KEY),
    tag: '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
  },
  {
    algorithm: 'SHA512',
    name: 'RFC 4231 case 1',
    key: bytes(0x0b, 20),
    data: ascii('Hi There'),
    tag:
      '87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde' +
      'daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854',
  },
  {
    algorithm: 'SHA512',
    name: 'RFC 4231 case 2',
    key: ascii('Jefe'),
    data: ascii('what do ya want for nothing?'),
    tag:
      '164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554' +
      '9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737',
  },
  {
    algorithm: 'SHA512',
    name: 'RFC 4231 case 6, a key longer than a block',
    key: bytes(0xaa, 131),
    data: ascii(LARGER_KEY),
    tag:
      '80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f352' +
      '6b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598',
  },
];

describe('HMAC', () => {
  it.each(published)('$algorithm: $name', ({ algorithm, key, data, tag }) => {
    expect(toHex(hmac(algorithm, key, data))).toBe(tag);
  });

  it.each(algorithms)('%s equals OpenSSL for keys and messages of any length', (algorithm) => {
    const length = { maxLength: 300 };
    fc.assert(
      fc.property(fc.uint8Array(length), fc.uint8Array(length), (secret, message) => {
        const expected = opensslHmac(algorithm, secret, message);
        expect(toHex(hmac(algorithm, secret, message))).toBe(toHex(expected));
      }),
      { numRuns: 500 },
    );
  });

  it.each(algorithms)('%s: the path of 8-byte messages equals the general one', (algorithm) => {
    const key = prepareKey(algorithm, ascii('a key'));
    const message = fromHex('0123456789abcdef');
    const general = key.tagOf(message).slice();
    expect(key.tagOfCounter(0x01234567, 0x89abcdef | 0)).toEqual(general);
  });

  it.each(algorithms)('%s: two keys in turn do not disturb each other', (algorithm) => {
    const [one, two] = [ascii('one'), ascii('two')].map((it) => prepareKey(algorithm, it));
    const message = ascii('message');
    const first = one?.mac(message);
    two?.tagOfCounter(1, 2);
    expect(one?.mac(message)).toEqual(first);
    expect(two?.mac(message)).toEqual(opensslHmac(algorithm, ascii('two'), message));
  });

  it('neither changes nor keeps the bytes of the secret', () => {
    const secret = ascii('a key');
    const key = prepareKey('SHA1', secret);
    expect(secret).toEqual(ascii('a key'));
    secret.fill(0);
    expect(key.mac(ascii('m'))).toEqual(opensslHmac('SHA1', ascii('a key'), ascii('m')));
  });

  it('refuses a tag under a wiped key', () => {
    const key = prepareKey('SHA256', ascii('a key'));
    key.wipe();
    expect(() => key.tagOfCounter(0, 0)).toThrow(UsageError);
    expect(() => key.mac(ascii('m'))).toThrow(UsageError);
  });
});
