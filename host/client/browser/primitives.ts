import { gcm } from '@noble/ciphers/aes.js';
import { x25519 } from '@noble/curves/ed25519.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { ChannelPrimitives } from '@fobkit/protocol';

const KEY_LENGTH = 32;
const NONCE_LENGTH = 12;
const POINT_LENGTH = 32;

/** The channel's primitives in JavaScript: those of WebCrypto are asynchronous. */
export const browserPrimitives: ChannelPrimitives = {
  x25519PublicKey: (privateKey) => x25519.getPublicKey(privateKey),

  x25519(privateKey, publicKey) {
    checkLength(privateKey, POINT_LENGTH);
    checkLength(publicKey, POINT_LENGTH);
    try {
      return x25519.getSharedSecret(privateKey, publicKey);
    } catch {
      // With both lengths right, noble refuses only a shared secret of zero (RFC 7748 §6.1).
      return new Uint8Array(POINT_LENGTH);
    }
  },

  aesGcmSeal(key, nonce, aad, plaintext) {
    checkLength(key, KEY_LENGTH);
    checkLength(nonce, NONCE_LENGTH);
    return gcm(key, nonce, aad).encrypt(plaintext);
  },

  aesGcmOpen(key, nonce, aad, sealed) {
    checkLength(key, KEY_LENGTH);
    checkLength(nonce, NONCE_LENGTH);
    try {
      return gcm(key, nonce, aad).decrypt(sealed);
    } catch {
      return undefined;
    }
  },

  sha256: (data) => sha256(data),
  hmacSha256: (key, data) => hmac(sha256, key, data),
};

function checkLength(bytes: Uint8Array, length: number): void {
  if (bytes.length !== length) throw new RangeError(`${String(length)} bytes are wanted`);
}
