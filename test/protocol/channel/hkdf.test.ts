import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../protocol/bytes/errors.ts';
import { toHex } from '../../../protocol/bytes/hex.ts';
import { hkdf, hkdfExpand, hkdfExtract } from '../../../protocol/channel/hkdf.ts';
import { counting, implementations } from './channel-support.ts';

const EMPTY = new Uint8Array(0);

const vectors = [
  {
    name: 'A.1, basic',
    ikm: new Uint8Array(22).fill(0x0b),
    salt: counting(13),
    info: counting(10, 0xf0),
    length: 42,
    prk: '077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5',
    okm: '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
  },
  {
    name: 'A.2, longer inputs and outputs',
    ikm: counting(80),
    salt: counting(80, 0x60),
    info: counting(80, 0xb0),
    length: 82,
    prk: '06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244',
    okm:
      'b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c' +
      '59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71' +
      'cc30c58179ec3e87c14c01d5c1f3434f1d87',
  },
  {
    name: 'A.3, no salt and no info',
    ikm: new Uint8Array(22).fill(0x0b),
    salt: EMPTY,
    info: EMPTY,
    length: 42,
    prk: '19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04',
    okm: '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
  },
];

describe.each(implementations)('HKDF-SHA-256 on %s', (_, primitives) => {
  it.each(vectors)('gives RFC 5869 $name', ({ ikm, salt, info, length, prk, okm }) => {
    const key = hkdfExtract(primitives, salt, ikm);
    expect(toHex(key)).toBe(prk);
    expect(toHex(hkdfExpand(primitives, key, info, length))).toBe(okm);
    expect(toHex(hkdf(primitives, { ikm, salt, info, length }))).toBe(okm);
  });

  it('takes an absent salt and info as empty', () => {
    const ikm = counting(32);
    expect(hkdf(primitives, { ikm, length: 50 })).toEqual(
      hkdf(primitives, { ikm, salt: EMPTY, info: EMPTY, length: 50 }),
    );
  });

  it('gives up to 255 blocks and refuses more', () => {
    expect(hkdf(primitives, { ikm: counting(32), length: 8160 })).toHaveLength(8160);
    expect(() => hkdf(primitives, { ikm: counting(32), length: 8161 })).toThrow(UsageError);
    expect(() => hkdf(primitives, { ikm: counting(32), length: -1 })).toThrow(UsageError);
  });
});
