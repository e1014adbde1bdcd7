/**
 * The cryptographic primitives that the sealed channel, the key check and the transport keys are
 * built from. They are injected, so that protocol/ runs in a browser, in Node and as a model for a
 * microcontroller alike (docs/protocol/05-sealed-channel.md §5.1).
 */
export interface ChannelPrimitives {
  /** X25519 public key (32 bytes) of a private key (32 bytes), RFC 7748 §5. */
  x25519PublicKey(privateKey: Uint8Array): Uint8Array;
  /** X25519 shared secret (32 bytes), RFC 7748 §5. An all-zero result is returned, not thrown. */
  x25519(privateKey: Uint8Array, publicKey: Uint8Array): Uint8Array;
  /** AES-256-GCM: ciphertext followed by the 16-byte tag. Key 32 bytes, nonce 12 bytes. */
  aesGcmSeal(
    key: Uint8Array,
    nonce: Uint8Array,
    aad: Uint8Array,
    plaintext: Uint8Array,
  ): Uint8Array;
  /** The plaintext, or undefined when the tag does not verify. Never throws on bad input. */
  aesGcmOpen(
    key: Uint8Array,
    nonce: Uint8Array,
    aad: Uint8Array,
    sealed: Uint8Array,
  ): Uint8Array | undefined;
  /** SHA-256 digest, 32 bytes. */
  sha256(data: Uint8Array): Uint8Array;
  /** HMAC-SHA-256 tag, 32 bytes, RFC 2104. */
  hmacSha256(key: Uint8Array, data: Uint8Array): Uint8Array;
}
