import { POINT_BYTES, sealInfo, sealedWith, type SealContext } from '../shared/seal-context.ts';
import { codeOfTag, counterBytes, type AppParameters } from '../shared/totp.ts';
import type { SealedSeed } from '../shared/wire.ts';

const P256 = { name: 'ECDH', namedCurve: 'P-256' };

/** The phone's half for one activation; its private key cannot be read by a script. */
export interface PhonePair {
  readonly privateKey: CryptoKey;
  /** Uncompressed. */
  readonly point: Uint8Array<ArrayBuffer>;
}

export async function newPhonePair(): Promise<PhonePair> {
  const pair = await crypto.subtle.generateKey(P256, false, ['deriveKey']);
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  if (point.length !== POINT_BYTES) throw new Error('a public key of another length');
  return { privateKey: pair.privateKey, point };
}

/** SHA-256 of the characters of an activation code. */
export async function hashOfCode(code: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(code)));
}

/**
 * Opens a sealed seed as a key that signs and cannot be exported: no step shows the seed, or what
 * it is sealed with, to a script. Rejects when the seal is not for this phone, code and token.
 */
export async function openSeed(
  pair: PhonePair,
  { bankPoint, nonce, sealed }: SealedSeed,
  context: SealContext,
): Promise<CryptoKey> {
  const { subtle } = crypto;
  const bankKey = await subtle.importKey('raw', bankPoint, P256, false, []);
  const agreed = await subtle.deriveKey(
    { name: 'ECDH', public: bankKey },
    pair.privateKey,
    'HKDF',
    false,
    ['deriveKey'],
  );
  const wrapping = await subtle.deriveKey(
    {
      name: 'HKDF',
      hash: 'SHA-256',
      salt: context.codeHash,
      info: sealInfo(bankPoint, pair.point),
    },
    agreed,
    { name: 'AES-GCM', length: 256 },
    false,
    ['unwrapKey'],
  );
  const hash = context.parameters.algorithm === 'SHA1' ? 'SHA-1' : 'SHA-256';
  return subtle.unwrapKey(
    'raw',
    sealed,
    wrapping,
    { name: 'AES-GCM', iv: nonce, additionalData: sealedWith(context) },
    { name: 'HMAC', hash },
    false,
    ['sign'],
  );
}

/** The code of a step. */
export async function codeOfStep(
  key: CryptoKey,
  step: number,
  { digits }: AppParameters,
): Promise<string> {
  const tag = await crypto.subtle.sign('HMAC', key, counterBytes(step));
  return codeOfTag(new Uint8Array(tag), digits);
}
