import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodePrimitives } from '../../../host/client/node/primitives.ts';
import { cryptoEngine } from '../../../firmware-sim/hardware/crypto-engine.ts';
import { fromHex, toHex } from '../../../protocol/bytes/hex.ts';
import { encodeUtf8 } from '../../../protocol/bytes/utf8.ts';
import { counting, flipBit, implementations } from './channel-support.ts';

const EMPTY = new Uint8Array(0);

/** RFC 7748 §5.2. */
const scalarProducts = [
  {
    scalar: 'a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4',
    u: 'e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c',
    product: 'c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552',
  },
  {
    scalar: '4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d',
    u: 'e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493',
    product: '95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957',
  },
  {
    scalar: '0900000000000000000000000000000000000000000000000000000000000000',
    u: '0900000000000000000000000000000000000000000000000000000000000000',
    product: '422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079',
  },
];

/** RFC 7748 §6.1. */
const alice = {
  privateKey: '77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a',
  publicKey: '8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a',
};
const bob = {
  privateKey: '5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb',
  publicKey: 'de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f',
};
const aliceAndBob = '4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742';

/** Points whose product with every private key is zero (https://cr.yp.to/ecdh.html#validate). */
const weakPoints = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '0000000000000000000000000000000000000000000000000000000000000080',
];

/** McGrew and Viega, The Galois/Counter Mode of Operation (GCM), appendix B, cases 13 to 16. */
const gcmKey = 'feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308';
const gcmText =
  'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72' +
  '1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255';
const gcmSealed =
  '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa' +
  '8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad';
const gcmCases = [
  {
    test: 13,
    key: '00'.repeat(32),
    nonce: '00'.repeat(12),
    aad: '',
    plaintext: '',
    sealed: '530f8afbc74536b9a963b4f1c4cb738b',
  },
  {
    test: 14,
    key: '00'.repeat(32),
    nonce: '00'.repeat(12),
    aad: '',
    plaintext: '00'.repeat(16),
    sealed: 'cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919',
  },
  {
    test: 15,
    key: gcmKey,
    nonce: 'cafebabefacedbaddecaf888',
    aad: '',
    plaintext: gcmText,
    sealed: `${gcmSealed}b094dac5d93471bdec1a502270e3cc6c`,
  },
  {
    test: 16,
    key: gcmKey,
    nonce: 'cafebabefacedbaddecaf888',
    aad: 'feedfacedeadbeeffeedfacedeadbeefabaddad2',
    plaintext: gcmText.slice(0, 120),
    sealed: `${gcmSealed.slice(0, 120)}76fc6ece0f4e1768cddf8853bb2d551b`,
  },
];

/** RFC 4231 §4. */
const longKey = new Uint8Array(131).fill(0xaa);
const hmacCases = [
  {
    test: 1,
    key: new Uint8Array(20).fill(0x0b),
    data: encodeUtf8('Hi There'),
    tag: 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
  },
  {
    test: 2,
    key: encodeUtf8('Jefe'),
    data: encodeUtf8('what do ya want for nothing?'),
    tag: '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  },
  {
    test: 3,
    key: new Uint8Array(20).fill(0xaa),
    data: new Uint8Array(50).fill(0xdd),
    tag: '773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe',
  },
  {
    test: 4,
    key: counting(25, 1),
    data: new Uint8Array(50).fill(0xcd),
    tag: '82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b',
  },
  {
    test: 6,
    key: longKey,
    data: encodeUtf8('Test Using Larger Than Block-Size Key - Hash Key First'),
    tag: '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
  },
  {
    test: 7,
    key: longKey,
    data: encodeUtf8(
      'This is a test using a larger than block-size key and a larger than block-size data. ' +
        'The key needs to be hashed before being used by the HMAC algorithm.',
    ),
    tag: '9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2',
  },
];

describe.each(implementations)('the primitives of %s', (_, primitives) => {
  it.each(scalarProducts)('multiply as RFC 7748 §5.2: $product', ({ scalar, u, product }) => {
    expect(toHex(primitives.x25519(fromHex(scalar), fromHex(u)))).toBe(product);
  });

  it('agree on a key as in RFC 7748 §6.1', () => {
    for (const [own, peer] of [
      [alice, bob],
      [bob, alice],
    ] as const) {
      const privateKey = fromHex(own.privateKey);
      expect(toHex(primitives.x25519PublicKey(privateKey))).toBe(own.publicKey);
      expect(toHex(primitives.x25519(privateKey, fromHex(peer.publicKey)))).toBe(aliceAndBob);
    }
  });

  it.each(weakPoints)('return zero for the weak point %s', (point) => {
    const product = primitives.x25519(fromHex(alice.privateKey), fromHex(point));
    expect(product).toEqual(new Uint8Array(32));
  });

  it.each(gcmCases)('seal and open as case $test of the GCM paper', (vector) => {
    const [key, nonce, aad] = [fromHex(vector.key), fromHex(vector.nonce), fromHex(vector.aad)];
    const sealed = primitives.aesGcmSeal(key, nonce, aad, fromHex(vector.plaintext));
    expect(toHex(sealed)).toBe(vector.sealed);
    const opened = primitives.aesGcmOpen(key, nonce, aad, sealed);
    expect(opened).toEqual(fromHex(vector.plaintext));
  });

  it('open nothing that is shorter than a tag, or whose tag is cut', () => {
    const [key, nonce] = [counting(32), counting(12)];
    const sealed = primitives.aesGcmSeal(key, nonce, EMPTY, EMPTY);
    for (let length = 0; length < sealed.length; length++) {
      const cut = sealed.subarray(0, length);
      expect(primitives.aesGcmOpen(key, nonce, EMPTY, cut)).toBeUndefined();
    }
  });

  it('refuse keys and nonces of another length as the caller’s fault', () => {
    const sealed = new Uint8Array(16);
    expect(() => primitives.aesGcmSeal(counting(16), counting(12), EMPTY, EMPTY)).toThrow();
    expect(() => primitives.aesGcmSeal(counting(32), counting(16), EMPTY, EMPTY)).toThrow();
    expect(() => primitives.aesGcmOpen(counting(16), counting(12), EMPTY, sealed)).toThrow();
    expect(() => primitives.x25519(counting(31), counting(32))).toThrow();
    expect(() => primitives.x25519(counting(32), counting(31))).toThrow();
    expect(() => primitives.x25519PublicKey(counting(31))).toThrow();
  });

  it('hash as FIPS 180-4', () => {
    expect(toHex(primitives.sha256(encodeUtf8('abc')))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });

  it.each(hmacCases)('authenticate as RFC 4231 case $test', ({ key, data, tag }) => {
    expect(toHex(primitives.hmacSha256(key, data))).toBe(tag);
  });

  it('leave their inputs as they were', () => {
    const [key, nonce, aad, text] = [counting(32), counting(12), counting(8), counting(40)];
    const sealed = primitives.aesGcmSeal(key, nonce, aad, text);
    primitives.aesGcmOpen(key, nonce, aad, sealed);
    primitives.x25519(key, fromHex(bob.publicKey));
    primitives.hmacSha256(key, text);
    expect([key, nonce, aad, text]).toEqual([
      counting(32),
      counting(12),
      counting(8),
      counting(40),
    ]);
  });

  it('work on views of a larger buffer at any offset', () => {
    const backing = counting(100, 3);
    const [key, text] = [backing.subarray(1, 33), backing.subarray(35, 72)];
    const sealed = primitives.aesGcmSeal(key, counting(12), EMPTY, text);
    const shifted = new Uint8Array(sealed.length + 3);
    shifted.set(sealed, 3);
    const opened = primitives.aesGcmOpen(key.slice(), counting(12), EMPTY, shifted.subarray(3));
    expect(opened).toEqual(text.slice());
  });
});

describe('both implementations', () => {
  const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
  const nonce = fc.uint8Array({ minLength: 12, maxLength: 12 });
  const data = fc.uint8Array({ maxLength: 200 });

  it('compute the same public keys and shared secrets, from any bytes', () => {
    const property = fc.property(key, key, (privateKey, point) => {
      expect(cryptoEngine.x25519PublicKey(privateKey)).toEqual(
        nodePrimitives.x25519PublicKey(privateKey),
      );
      expect(cryptoEngine.x25519(privateKey, point)).toEqual(
        nodePrimitives.x25519(privateKey, point),
      );
    });
    fc.assert(property, { numRuns: 100 });
  });

  it('seal alike, and open only what is whole', () => {
    const sealing = fc.record({ key, nonce, aad: data, text: data, place: fc.nat() });
    const property = fc.property(sealing, ({ key, nonce, aad, text, place }) => {
      const sealed = cryptoEngine.aesGcmSeal(key, nonce, aad, text);
      expect(nodePrimitives.aesGcmSeal(key, nonce, aad, text)).toEqual(sealed);
      const damaged = flipBit(sealed, place % (sealed.length * 8));
      for (const [, primitives] of implementations) {
        expect(primitives.aesGcmOpen(key, nonce, aad, sealed)).toEqual(text);
        expect(primitives.aesGcmOpen(key, nonce, aad, damaged)).toBeUndefined();
      }
    });
    fc.assert(property, { numRuns: 200 });
  });

  it('hash and authenticate alike', () => {
    const property = fc.property(data, data, (a, b) => {
      expect(cryptoEngine.sha256(a)).toEqual(nodePrimitives.sha256(a));
      expect(cryptoEngine.hmacSha256(a, b)).toEqual(nodePrimitives.hmacSha256(a, b));
    });
    fc.assert(property, { numRuns: 200 });
  });
});
