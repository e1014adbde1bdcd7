import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  diffieHellman,
  hash,
  type KeyObject,
} from 'node:crypto';
import type { ChannelPrimitives } from '@fobkit/protocol';

const CIPHER = 'aes-256-gcm';
const KEY_LENGTH = 32;
const NONCE_LENGTH = 12;
const SEAL_LENGTH = 16;
const POINT_LENGTH = 32;

/** DER around a raw X25519 private key: PKCS #8 with algorithm 1.3.101.110 (RFC 8410 §7). */
const PKCS8_PREFIX = Uint8Array.from([
  0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x04, 0x22, 0x04, 0x20,
]);

/** DER around a raw X25519 public key: SubjectPublicKeyInfo (RFC 8410 §4). */
const SPKI_PREFIX = Uint8Array.from([
  0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x03, 0x21, 0x00,
]);

/** The channel's primitives over OpenSSL, as Node carries it. */
export const nodePrimitives: ChannelPrimitives = {
  x25519PublicKey(privateKey) {
    const spki = createPublicKey(importPrivate(privateKey)).export({ format: 'der', type: 'spki' });
    return Uint8Array.from(spki.subarray(SPKI_PREFIX.length));
  },

  x25519(privateKey, publicKey) {
    const keys = { privateKey: importPrivate(privateKey), publicKey: importPublic(publicKey) };
    try {
      return Uint8Array.from(diffieHellman(keys));
    } catch {
      // OpenSSL refuses to derive exactly when the shared secret is zero (RFC 7748 §6.1).
      return new Uint8Array(POINT_LENGTH);
    }
  },

  aesGcmSeal(key, nonce, aad, plaintext) {
    checkCipher(key, nonce);
    const cipher = createCipheriv(CIPHER, key, nonce).setAAD(aad);
    return join(cipher.update(plaintext), cipher.final(), cipher.getAuthTag());
  },

  aesGcmOpen(key, nonce, aad, sealed) {
    checkCipher(key, nonce);
    const end = sealed.length - SEAL_LENGTH;
    if (end < 0) return undefined;
    const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: SEAL_LENGTH })
      .setAAD(aad)
      .setAuthTag(sealed.subarray(end));
    const plaintext = decipher.update(sealed.subarray(0, end));
    try {
      return join(plaintext, decipher.final());
    } catch {
      return undefined;
    }
  },

  sha256: (data) => Uint8Array.from(hash('sha256', data, 'buffer')),

  // A raw key costs createHmac about six times as much on Node 24 as a key object does.
  hmacSha256: (key, data) =>
    Uint8Array.from(createHmac('sha256', createSecretKey(key)).update(data).digest()),
};

function importPrivate(raw: Uint8Array): KeyObject {
  const key = Buffer.concat([PKCS8_PREFIX, checkPoint(raw)]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

function importPublic(raw: Uint8Array): KeyObject {
  const key = Buffer.concat([SPKI_PREFIX, checkPoint(raw)]);
  return createPublicKey({ key, format: 'der', type: 'spki' });
}

function checkPoint(raw: Uint8Array): Uint8Array {
  if (raw.length !== POINT_LENGTH) throw new RangeError('an X25519 key has 32 bytes');
  return raw;
}

function checkCipher(key: Uint8Array, nonce: Uint8Array): void {
  if (key.length !== KEY_LENGTH || nonce.length !== NONCE_LENGTH) {
    throw new RangeError('AES-256-GCM wants a key of 32 bytes and a nonce of 12');
  }
}

/** One plain byte array: a Buffer may share its memory with others. */
function join(...pieces: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(pieces));
}
