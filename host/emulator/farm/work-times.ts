import type { ChannelPrimitives } from '@fobkit/protocol';

/** What the work of a fob's chip takes, in milliseconds. */
export interface WorkTimes {
  readonly name: string;
  /** Two bytes programmed. */
  readonly halfWord: number;
  readonly pageErase: number;
  /** One scalar multiplication. */
  readonly x25519: number;
  /** AES-256-GCM, each byte of text and associated data. */
  readonly aesByte: number;
  /** SHA-256, each block of 64 bytes. */
  readonly shaBlock: number;
}

const CYCLES_A_MS = 48_000;

/**
 * A Cortex-M0 at 48 MHz with the flash of the STM32F07x (docs/sources.md §1.8). AES and SHA-256 in
 * software: assumed, quick ones, so that what a station adds weighs more rather than less.
 */
export const CORTEX_M0: WorkTimes = {
  name: 'Cortex-M0, 48 MHz',
  halfWord: 0.0535,
  pageErase: 30,
  x25519: 3_589_850 / CYCLES_A_MS,
  aesByte: 1000 / CYCLES_A_MS,
  shaBlock: 10_000 / CYCLES_A_MS,
};

/** As much of a flash as is counted. */
export interface CountedFlash {
  readonly programmedBytes: number;
  readonly erases: number;
}

const SHA_BLOCK = 64;
/** Padding of a hash, in bytes. */
const SHA_PADDING = 9;

/** Adds up what a fob's chip worked: its flash, and the primitives that it was made with. */
export class WorkMeter {
  /** For `FobOptions.crypto`. */
  readonly primitives: ChannelPrimitives;
  readonly #times: WorkTimes;
  #flash: CountedFlash = { programmedBytes: 0, erases: 0 };
  #seen: CountedFlash = { programmedBytes: 0, erases: 0 };
  #computed = 0;

  constructor(times: WorkTimes, primitives: ChannelPrimitives) {
    this.#times = times;
    this.primitives = this.#counted(primitives);
  }

  /** From now on the work of this chip counts; what was done before does not. */
  watch(flash: CountedFlash): void {
    this.#flash = flash;
    this.take();
  }

  /** Milliseconds of work since the last call. */
  take(): number {
    const { programmedBytes, erases } = this.#flash;
    const programmed = (programmedBytes - this.#seen.programmedBytes) / 2;
    const erased = erases - this.#seen.erases;
    const ms = this.#computed + programmed * this.#times.halfWord + erased * this.#times.pageErase;
    this.#seen = { programmedBytes, erases };
    this.#computed = 0;
    return ms;
  }

  #counted(plain: ChannelPrimitives): ChannelPrimitives {
    const { x25519, aesByte, shaBlock } = this.#times;
    const hashed = (bytes: number): void => {
      this.#computed += Math.ceil((bytes + SHA_PADDING) / SHA_BLOCK) * shaBlock;
    };
    return {
      x25519PublicKey: (key) => {
        this.#computed += x25519;
        return plain.x25519PublicKey(key);
      },
      x25519: (key, point) => {
        this.#computed += x25519;
        return plain.x25519(key, point);
      },
      aesGcmSeal: (key, nonce, aad, text) => {
        this.#computed += (aad.length + text.length) * aesByte;
        return plain.aesGcmSeal(key, nonce, aad, text);
      },
      aesGcmOpen: (key, nonce, aad, sealed) => {
        this.#computed += (aad.length + sealed.length) * aesByte;
        return plain.aesGcmOpen(key, nonce, aad, sealed);
      },
      sha256: (data) => {
        hashed(data.length);
        return plain.sha256(data);
      },
      // Two hashes, a block of key before each (RFC 2104).
      hmacSha256: (key, data) => {
        hashed(SHA_BLOCK + data.length);
        hashed(SHA_BLOCK + 32);
        return plain.hmacSha256(key, data);
      },
    };
  }
}
