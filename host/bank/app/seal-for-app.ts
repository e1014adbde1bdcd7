import type { Secret } from '@fobkit/protocol';
import { createCipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';
import {
  NONCE_BYTES,
  POINT_BYTES,
  SEED_BYTES,
  sealInfo,
  sealedWith,
  type SealContext,
} from './shared/seal-context.ts';
import type { SealedSeed } from './shared/wire.ts';

/** P-256, as node:crypto names it. */
const CURVE = 'prime256v1';

/** What is new for each sealing. */
export interface SealEphemeral {
  /** The bank's half for this one seal: a scalar of P-256, 32 bytes. */
  readonly privateKey: Uint8Array;
  readonly nonce: Uint8Array;
}

export function freshSealEphemeral(): SealEphemeral {
  const ecdh = createECDH(CURVE);
  ecdh.generateKeys();
  const scalar = ecdh.getPrivateKey();
  const privateKey = new Uint8Array(32);
  privateKey.set(scalar, 32 - scalar.length);
  return { privateKey, nonce: randomBytes(NONCE_BYTES) };
}

/** Whether the bytes are an uncompressed point of P-256: what a phone may send as its public key. */
export function isAppPublicKey(point: Uint8Array): boolean {
  if (point.length !== POINT_BYTES || point[0] !== 4) return false;
  const ecdh = createECDH(CURVE);
  ecdh.generateKeys();
  try {
    ecdh.computeSecret(point);
    return true;
  } catch {
    return false;
  }
}

/**
 * Seals a seed so that only the holder of the app's private key opens it, as the token and with the
 * activation code of the context: ECDH (P-256), HKDF-SHA-256, AES-256-GCM (docs/bank/app.md §4).
 * The same ephemeral gives the same bytes. `RangeError` for a seed whose length is not its hash's,
 * or a public key that is no point of the curve.
 */
export function sealForApp(
  seed: Secret,
  appPublicKey: Uint8Array,
  context: SealContext,
  ephemeral: SealEphemeral = freshSealEphemeral(),
): SealedSeed {
  if (seed.length !== SEED_BYTES[context.parameters.algorithm]) {
    throw new RangeError(`seed: not ${String(SEED_BYTES[context.parameters.algorithm])} bytes`);
  }
  if (!isAppPublicKey(appPublicKey)) throw new RangeError('public key: no point of P-256');
  const ecdh = createECDH(CURVE);
  ecdh.setPrivateKey(ephemeral.privateKey);
  const bankPoint = Uint8Array.from(ecdh.getPublicKey());
  const shared = ecdh.computeSecret(appPublicKey);
  const info = sealInfo(bankPoint, appPublicKey);
  const key = new Uint8Array(hkdfSync('sha256', shared, context.codeHash, info, 32));
  const plain = seed.reveal();
  try {
    const cipher = createCipheriv('aes-256-gcm', key, ephemeral.nonce);
    cipher.setAAD(sealedWith(context));
    const sealed = [cipher.update(plain), cipher.final(), cipher.getAuthTag()];
    return {
      bankPoint,
      nonce: Uint8Array.from(ephemeral.nonce),
      sealed: Uint8Array.from(Buffer.concat(sealed)),
    };
  } finally {
    for (const bytes of [plain, key, shared]) bytes.fill(0);
  }
}
