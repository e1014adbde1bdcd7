import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../protocol/bytes/hex.ts';
import { sha1 } from '../../../protocol/oath/sha1.ts';
import { sha256 } from '../../../protocol/oath/sha256.ts';
import { sha512 } from '../../../protocol/oath/sha512.ts';
import { ascii } from './oath-support.ts';

const TWO_BLOCKS_OF_64 = 'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq';
const TWO_BLOCKS_OF_128 =
  'abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu';

interface PublishedHash {
  readonly name: string;
  readonly hash: (data: Uint8Array) => Uint8Array;
  readonly node: string;
  readonly digests: readonly (readonly [text: string, digest: string])[];
}

/** FIPS 180-4, the examples that NIST publishes with it, and the digests of nothing. */
const published: readonly PublishedHash[] = [
  {
    name: 'SHA-1',
    hash: sha1,
    node: 'sha1',
    digests: [
      ['', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
      ['abc', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
      [TWO_BLOCKS_OF_64, '84983e441c3bd26ebaae4aa1f95129e5e54670f1'],
    ],
  },
  {
    name: 'SHA-256',
    hash: sha256,
    node: 'sha256',
    digests: [
      ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
      ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
      [TWO_BLOCKS_OF_64, '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1'],
    ],
  },
  {
    name: 'SHA-512',
    hash: sha512,
    node: 'sha512',
    digests: [
      [
        '',
        'cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce' +
          '47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e',
      ],
      [
        'abc',
        'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a' +
          '2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
      ],
      [
        TWO_BLOCKS_OF_128,
        '8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018' +
          '501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909',
      ],
    ],
  },
];

describe.each(published)('$name', ({ hash, node, digests }) => {
  it.each(digests)('of "%s" is the published digest', (text, digest) => {
    expect(toHex(hash(ascii(text)))).toBe(digest);
  });

  it('pads every length around two blocks as OpenSSL does', () => {
    for (let length = 0; length <= 260; length++) {
      const data = Uint8Array.from({ length }, (_, i) => (i * 31 + length) & 0xff);
      const expected = createHash(node).update(data).digest('hex');
      expect(toHex(hash(data)), `${String(length)} bytes`).toBe(expected);
    }
  });

  it('chains hundreds of blocks', () => {
    const data = new Uint8Array(100_000).fill(0x61);
    expect(toHex(hash(data))).toBe(createHash(node).update(data).digest('hex'));
  });

  it('leaves its input as it was', () => {
    const data = ascii('abc');
    hash(data);
    expect(data).toEqual(ascii('abc'));
  });
});
