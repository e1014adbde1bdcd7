import { copyBytes } from '../bytes/copy.ts';
import { UsageError } from '../bytes/errors.ts';
import { ByteWriter } from '../bytes/writer.ts';
import type { ChannelPrimitives } from './primitives.ts';

/** Length of a channel key, in bytes. */
export const KEY_LENGTH = 32;

/** Length of the AES-GCM tag that ends each sealed text, in bytes. */
export const SEAL_LENGTH = 16;

/**
 * Messages that one key may seal. Noise allows 2^64 − 1; 32 bits of counter keep a microcontroller
 * simple and stay inside the bounds of AES-GCM (docs/protocol/05-sealed-channel.md §5.6).
 */
export const SEQUENCE_LIMIT = 0x1_0000_0000;

/** One direction of a channel: a key and the number of its next message (Noise §5.1). */
export class CipherState {
  readonly #primitives: ChannelPrimitives;
  readonly #key: Uint8Array;
  #next: number;

  /**
   * @param key 32 bytes.
   * @param next Number of the first message. A number that the key has sealed before must never be
   *   given again: it would tell the key stream and the authentication key.
   * @throws UsageError on a key of another length or a number outside 0 to 2^32.
   */
  constructor(primitives: ChannelPrimitives, key: Uint8Array, next = 0) {
    if (key.length !== KEY_LENGTH) throw new UsageError('a channel key has 32 bytes');
    if (!Number.isInteger(next) || next < 0 || next > SEQUENCE_LIMIT) {
      throw new UsageError('a sequence number is a whole number from 0 to 2^32');
    }
    this.#primitives = primitives;
    this.#key = copyBytes(key);
    this.#next = next;
  }

  /** Sequence number of the next message to be sealed or opened. */
  get next(): number {
    return this.#next;
  }

  /** Ciphertext and 16-byte tag; undefined once the key has sealed 2^32 messages. */
  seal(aad: Uint8Array, plaintext: Uint8Array): Uint8Array | undefined {
    if (this.#next >= SEQUENCE_LIMIT) return undefined;
    const sealed = this.#primitives.aesGcmSeal(this.#key, nonce(this.#next), aad, plaintext);
    this.#next++;
    return sealed;
  }

  /**
   * The plaintext; undefined when the tag does not verify or the key is used up, and then the
   * number of the next message stays as it was, so that the true message can still be opened.
   */
  open(aad: Uint8Array, sealed: Uint8Array): Uint8Array | undefined {
    if (this.#next >= SEQUENCE_LIMIT) return undefined;
    const plaintext = this.#primitives.aesGcmOpen(this.#key, nonce(this.#next), aad, sealed);
    if (plaintext !== undefined) this.#next++;
    return plaintext;
  }
}

/** 32 zero bits, then the number as 64 bits, big-endian (Noise §12.4). */
function nonce(sequence: number): Uint8Array {
  return new ByteWriter(12).u32be(0).u64be(sequence).finish();
}
