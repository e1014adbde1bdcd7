import { gcm } from '@noble/ciphers/aes.js';
import { x25519 } from '@noble/curves/ed25519.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { ChannelPrimitives } from '@fobkit/protocol';

const POINT_LENGTH = 32;
const KEY_LENGTH = 32;
const NONCE_LENGTH = 12;

/** The chip's crypto block: the channel's primitives in software that needs no platform. */
export const cryptoEngine: ChannelPrimitives = {
  x25519PublicKey: (privateKey) => x25519.getPublicKey(privateKey),

  x25519(privateKey, publicKey) {
    if (privateKey.length !== POINT_LENGTH || publicKey.length !== POINT_LENGTH) {
      throw new RangeError('an X25519 key has 32 bytes');
    }
    try {
      return x25519.getSharedSecret(privateKey, publicKey);
    } catch {
      // With both lengths right, the library refuses only points whose shared secret is zero.
      return new Uint8Array(POINT_LENGTH);
    }
  },

  aesGcmSeal(key, nonce, aad, plaintext) {
    checkCipher(key, nonce);
    return gcm(key, nonce, aad).encrypt(plaintext);
  },

  aesGcmOpen(key, nonce, aad, sealed) {
    checkCipher(key, nonce);
    try {
      return gcm(key, nonce, aad).decrypt(sealed);
    } catch {
      return undefined;
    }
  },

  sha256: (data) => sha256(data),

  hmacSha256: (key, data) => hmac(sha256, key, data),
};

function checkCipher(key: Uint8Array, nonce: Uint8Array): void {
  if (key.length !== KEY_LENGTH || nonce.length !== NONCE_LENGTH) {
    throw new RangeError('AES-256-GCM wants a key of 32 bytes and a nonce of 12');
  }
}
