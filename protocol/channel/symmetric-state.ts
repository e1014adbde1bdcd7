import { copyBytes } from '../bytes/copy.ts';
import { UsageError } from '../bytes/errors.ts';
import { encodeUtf8 } from '../bytes/utf8.ts';
import { ByteWriter } from '../bytes/writer.ts';
import { CipherState } from './cipher-state.ts';
import { HASH_LENGTH, hkdf } from './hkdf.ts';
import type { ChannelPrimitives } from './primitives.ts';

/** Exactly 32 ASCII characters, so the first handshake hash is the name itself (Noise §5.2). */
export const NOISE_PROTOCOL = 'Noise_NNpsk0_25519_AESGCM_SHA256';

const EMPTY = new Uint8Array(0);

/** The chaining key, the handshake hash and the cipher of a running handshake (Noise §5.2). */
export class SymmetricState {
  readonly #primitives: ChannelPrimitives;
  #chainingKey: Uint8Array;
  #hash: Uint8Array;
  #cipher: CipherState | undefined;

  constructor(primitives: ChannelPrimitives) {
    this.#primitives = primitives;
    this.#hash = encodeUtf8(NOISE_PROTOCOL);
    this.#chainingKey = this.#hash;
  }

  /** The hash of everything said so far, 32 bytes. */
  get handshakeHash(): Uint8Array {
    return copyBytes(this.#hash);
  }

  mixHash(data: Uint8Array): void {
    const input = new ByteWriter(HASH_LENGTH + data.length).bytes(this.#hash).bytes(data);
    this.#hash = this.#primitives.sha256(input.finish());
  }

  mixKey(ikm: Uint8Array): void {
    const output = this.#derive(ikm, 2);
    this.#chainingKey = copyBytes(output, 0, HASH_LENGTH);
    this.#cipher = new CipherState(this.#primitives, output.subarray(HASH_LENGTH));
  }

  mixKeyAndHash(ikm: Uint8Array): void {
    const output = this.#derive(ikm, 3);
    this.#chainingKey = copyBytes(output, 0, HASH_LENGTH);
    this.mixHash(output.subarray(HASH_LENGTH, 2 * HASH_LENGTH));
    this.#cipher = new CipherState(this.#primitives, output.subarray(2 * HASH_LENGTH));
  }

  /** Before the first key the text itself, afterwards sealed with the hash as associated data. */
  encryptAndHash(plaintext: Uint8Array): Uint8Array {
    const sealed =
      this.#cipher === undefined ? plaintext : this.#cipher.seal(this.#hash, plaintext);
    // A handshake key seals one payload or two, never 2^32.
    if (sealed === undefined) throw new UsageError('the handshake key is used up');
    this.mixHash(sealed);
    return sealed;
  }

  /** The plaintext, or undefined when the tag does not verify; then nothing has changed. */
  decryptAndHash(sealed: Uint8Array): Uint8Array | undefined {
    const plaintext = this.#cipher === undefined ? sealed : this.#cipher.open(this.#hash, sealed);
    if (plaintext !== undefined) this.mixHash(sealed);
    return plaintext;
  }

  /** The ciphers of the two directions, the initiator's first. */
  split(): readonly [CipherState, CipherState] {
    const output = this.#derive(EMPTY, 2);
    return [
      new CipherState(this.#primitives, output.subarray(0, HASH_LENGTH)),
      new CipherState(this.#primitives, output.subarray(HASH_LENGTH)),
    ];
  }

  /** HKDF of Noise §4.3, which is RFC 5869 with the chaining key as salt and no info. */
  #derive(ikm: Uint8Array, outputs: 2 | 3): Uint8Array {
    return hkdf(this.#primitives, {
      salt: this.#chainingKey,
      ikm,
      length: outputs * HASH_LENGTH,
    });
  }
}
