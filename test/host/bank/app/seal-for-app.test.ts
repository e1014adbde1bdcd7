import fc from 'fast-check';
import { webcrypto } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { activationCodeHash } from '../../../../host/bank/app/activation.ts';
import {
  freshSealEphemeral,
  isAppPublicKey,
  sealForApp,
} from '../../../../host/bank/app/seal-for-app.ts';
import {
  sealInfo,
  sealedWith,
  type SealContext,
} from '../../../../host/bank/app/shared/seal-context.ts';
import { usualParameters } from '../../../../host/bank/app/shared/totp.ts';
import type { SealedSeed } from '../../../../host/bank/app/shared/wire.ts';
import { Secret } from '../../../../protocol/oath/secret.ts';

const { subtle } = webcrypto;
const P256 = { name: 'ECDH', namedCurve: 'P-256' };
const context: SealContext = {
  codeHash: activationCodeHash('0123456789ABCDEFGHJKMNPQRSTVWX'),
  serial: 'SKTS00509641',
  parameters: usualParameters,
};
const SEED = Uint8Array.from(Buffer.from('12345678901234567890'));

interface Pair {
  readonly privateKey: webcrypto.CryptoKey;
  readonly point: Uint8Array<ArrayBuffer>;
}

async function newPair(): Promise<Pair> {
  const { privateKey, publicKey } = await subtle.generateKey(P256, false, ['deriveBits']);
  return { privateKey, point: new Uint8Array(await subtle.exportKey('raw', publicKey)) };
}

/** The phone's side by WebCrypto's other calls: bits instead of keys, decrypt instead of unwrap. */
async function open(pair: Pair, seed: SealedSeed, told: SealContext): Promise<Uint8Array> {
  const bankKey = await subtle.importKey('raw', seed.bankPoint, P256, false, []);
  const agreed = await subtle.deriveBits({ name: 'ECDH', public: bankKey }, pair.privateKey, 256);
  const secret = await subtle.importKey('raw', agreed, 'HKDF', false, ['deriveBits']);
  const info = sealInfo(seed.bankPoint, pair.point);
  const derived = { name: 'HKDF', hash: 'SHA-256', salt: told.codeHash, info };
  const bits = await subtle.deriveBits(derived, secret, 256);
  const key = await subtle.importKey('raw', bits, 'AES-GCM', false, ['decrypt']);
  const box = { name: 'AES-GCM', iv: seed.nonce, additionalData: sealedWith(told) };
  return new Uint8Array(await subtle.decrypt(box, key, seed.sealed));
}

describe('a sealed seed', () => {
  it('has the bytes that python’s cryptography makes of the same keys (docs/bank/app.md §4)', () => {
    const appPoint = Buffer.from(
      '04d65a93977caa3d1b081852ff57a79e465f1660577304baead505dd3a48589cf3' +
        '50185e895372df6221ea3a137557e473fddb6755f05bd507c3c533fce9c91285',
      'hex',
    );
    const ephemeral = {
      privateKey: new Uint8Array(32).fill(0x11),
      nonce: Uint8Array.from({ length: 12 }, (_, index) => index),
    };
    const { bankPoint, sealed } = sealForApp(new Secret(SEED), appPoint, context, ephemeral);
    expect(Buffer.from(bankPoint).toString('hex')).toBe(
      '040217e617f0b6443928278f96999e69a23a4f2c152bdf6d6cdf66e5b80282d4ed' +
        '194a7debcb97712d2dda3ca85aa8765a56f45fc758599652f2897c65306e5794',
    );
    expect(Buffer.from(sealed).toString('hex')).toBe(
      'd857ce37cf0a8e91012953fefe1529aea5dbf59e33d5b4507fe14964492ca291418000cd',
    );
  });

  it('opens with the phone’s private key', async () => {
    const pair = await newPair();
    const sealed = sealForApp(new Secret(SEED), pair.point, context);
    expect(await open(pair, sealed, context)).toEqual(SEED);
  });

  it('does not open with another phone’s', async () => {
    const sealed = sealForApp(new Secret(SEED), (await newPair()).point, context);
    await expect(open(await newPair(), sealed, context)).rejects.toThrow();
  });

  it.each([
    { serial: 'SKTS00509642' },
    { parameters: { ...usualParameters, digits: 8 } },
    { parameters: { ...usualParameters, stepSeconds: 60 } },
    { parameters: { ...usualParameters, t0: 1 } },
    { codeHash: activationCodeHash('another') },
  ])('does not open as something else: %j', async (other) => {
    const pair = await newPair();
    const sealed = sealForApp(new Secret(SEED), pair.point, context);
    await expect(open(pair, sealed, { ...context, ...other })).rejects.toThrow();
  });

  it('is new each time', async () => {
    const { point } = await newPair();
    const [one, two] = [1, 2].map(() => sealForApp(new Secret(SEED), point, context));
    expect(one?.bankPoint).not.toEqual(two?.bankPoint);
    expect(one?.nonce).not.toEqual(two?.nonce);
  });

  it('is refused of a seed of another length than its hash’s', async () => {
    const { point } = await newPair();
    const parameters = { ...usualParameters, algorithm: 'SHA256' } as const;
    expect(() => sealForApp(new Secret(SEED), point, { ...context, parameters })).toThrow(
      'seed: not 32 bytes',
    );
  });
});

describe('a public key', () => {
  it('is a point of the curve, uncompressed', async () => {
    const { point } = await newPair();
    expect(isAppPublicKey(point)).toBe(true);
    expect(isAppPublicKey(point.slice(0, 33))).toBe(false);
    expect(isAppPublicKey(Uint8Array.from([2, ...point.slice(1, 33)]))).toBe(false);
    expect(isAppPublicKey(new Uint8Array(65))).toBe(false);
    expect(isAppPublicKey(Uint8Array.from([4, ...new Uint8Array(64)]))).toBe(false);
  });

  it('with one bit changed is none', async () => {
    const { point } = await newPair();
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 65 * 8 - 1 }), (bit) => {
        const wrong = Uint8Array.from(point);
        wrong[bit >> 3] = (wrong[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(isAppPublicKey(wrong)).toBe(false);
        expect(() => sealForApp(new Secret(SEED), wrong, context)).toThrow('no point of P-256');
      }),
      { numRuns: 25 },
    );
  });

  it('of the bank is a scalar of 32 bytes with its nonce', () => {
    const { privateKey, nonce } = freshSealEphemeral();
    expect([privateKey.length, nonce.length]).toEqual([32, 12]);
  });
});
