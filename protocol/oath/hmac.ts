import { UsageError } from '../bytes/errors.ts';
import { absorb, loadBlock, wordsToBytes, type HashFunction } from './hash-function.ts';
import type { Algorithm } from './parameters.ts';
import { SHA1 } from './sha1.ts';
import { SHA256 } from './sha256.ts';
import { SHA512 } from './sha512.ts';

const HASHES: Readonly<Record<Algorithm, HashFunction>> = { SHA1, SHA256, SHA512 };

const INNER_PAD = 0x36363636;
const OUTER_PAD = 0x5c5c5c5c;

/** Blocks that every key of an algorithm shares; a tag allocates nothing. */
interface Workspace {
  /** The padded key while it is prepared, zero otherwise. */
  readonly keyBlock: Int32Array;
  /** An 8-byte message behind the padded key: words 0 and 1 are the message. */
  readonly counterBlock: Int32Array;
  /** The inner digest behind the padded key: it lies at the front. */
  readonly digestBlock: Int32Array;
  readonly tag: Int32Array;
}

const WORKSPACES: Readonly<Record<Algorithm, Workspace>> = {
  SHA1: workspace(SHA1),
  SHA256: workspace(SHA256),
  SHA512: workspace(SHA512),
};

/**
 * A key of HMAC (RFC 2104), kept as the two states that the hash is in after the padded key: a tag
 * of an 8-byte message then costs two compressions instead of four.
 */
export class HmacKey {
  readonly algorithm: Algorithm;
  readonly #hash: HashFunction;
  readonly #workspace: Workspace;
  readonly #inner: Int32Array;
  readonly #outer: Int32Array;
  #wiped = false;

  constructor(algorithm: Algorithm, secret: Uint8Array) {
    const hash = HASHES[algorithm];
    this.algorithm = algorithm;
    this.#hash = hash;
    this.#workspace = WORKSPACES[algorithm];
    this.#inner = hash.initial.slice();
    this.#outer = hash.initial.slice();
    const { keyBlock } = this.#workspace;
    loadKey(hash, keyBlock, secret);
    pad(hash, keyBlock, INNER_PAD);
    hash.compress(this.#inner, keyBlock, this.#inner);
    pad(hash, keyBlock, INNER_PAD ^ OUTER_PAD);
    hash.compress(this.#outer, keyBlock, this.#outer);
    keyBlock.fill(0);
  }

  /**
   * Tag of the 8-byte big-endian integer `high` × 2³² + `low`, as words. The array belongs to the
   * engine and holds until the next tag of the same algorithm.
   */
  tagOfCounter(high: number, low: number): Int32Array {
    this.#refuseWiped();
    const { counterBlock, digestBlock, tag } = this.#workspace;
    counterBlock[0] = high;
    counterBlock[1] = low;
    this.#hash.compress(this.#inner, counterBlock, digestBlock);
    this.#hash.compress(this.#outer, digestBlock, tag);
    return tag;
  }

  /** Tag of a message of any length, as words; the array holds as that of `tagOfCounter` does. */
  tagOf(message: Uint8Array): Int32Array {
    this.#refuseWiped();
    const { digestBlock, tag } = this.#workspace;
    const chain = this.#inner.slice();
    absorb(this.#hash, chain, this.#hash.blockBytes, message);
    digestBlock.set(chain);
    this.#hash.compress(this.#outer, digestBlock, tag);
    return tag;
  }

  /** Tag of a message of any length, as `digestBytes` bytes of its own. */
  mac(message: Uint8Array): Uint8Array {
    return wordsToBytes(this.tagOf(message));
  }

  /** Overwrites the key for good; a tag asked for afterwards throws `UsageError`. */
  wipe(): void {
    this.#wiped = true;
    this.#inner.fill(0);
    this.#outer.fill(0);
  }

  #refuseWiped(): void {
    if (this.#wiped) throw new UsageError('the key has been wiped');
  }
}

/** Prepares `secret`, of any length, for many tags. The bytes are not kept. */
export function prepareKey(algorithm: Algorithm, secret: Uint8Array): HmacKey {
  return new HmacKey(algorithm, secret);
}

/** HMAC of `message` under `secret` (RFC 2104): 20, 32 or 64 bytes. */
export function hmac(algorithm: Algorithm, secret: Uint8Array, message: Uint8Array): Uint8Array {
  return prepareKey(algorithm, secret).mac(message);
}

/** RFC 2104 §2: the key fills a block; one that is longer than a block is hashed first. */
function loadKey(hash: HashFunction, block: Int32Array, secret: Uint8Array): void {
  if (secret.length <= hash.blockBytes) {
    loadBlock(block, hash.blockBytes / 4, secret, 0);
  } else {
    const hashed = hash.initial.slice();
    absorb(hash, hashed, 0, secret);
    block.set(hashed);
    hashed.fill(0);
  }
}

function pad(hash: HashFunction, block: Int32Array, mask: number): void {
  for (let i = 0; i < hash.blockBytes / 4; i++) block[i] = (block[i] ?? 0) ^ mask;
}

function workspace(hash: HashFunction): Workspace {
  return {
    keyBlock: new Int32Array(hash.scheduleWords),
    counterBlock: paddedBlock(hash, 8),
    digestBlock: paddedBlock(hash, hash.digestBytes),
    tag: new Int32Array(hash.digestBytes / 4),
  };
}

/** Padding (FIPS 180-4 §5.1) of a message of one whole block and `bytes` more. */
function paddedBlock(hash: HashFunction, bytes: number): Int32Array {
  const block = new Int32Array(hash.scheduleWords);
  block[bytes / 4] = 0x80 << 24;
  block[hash.blockBytes / 4 - 1] = (hash.blockBytes + bytes) * 8;
  return block;
}
