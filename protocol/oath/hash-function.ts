/**
 * A hash of the SHA family as HMAC needs it: one compression, and the state that it starts from.
 * State and blocks are big-endian 32-bit words; a 64-bit word of SHA-512 is its high half followed
 * by its low half.
 */
export interface HashFunction {
  readonly blockBytes: 64 | 128;
  readonly digestBytes: 20 | 32 | 64;
  /** Length of the array that `compress` wants as block, in words. */
  readonly scheduleWords: number;
  readonly initial: Int32Array;
  /**
   * Compresses one block on top of `chain` and writes the new state to the start of `into`, which
   * may be `chain`. The message is the first `blockBytes` of `block` and stays; the words behind it
   * are working space and are overwritten.
   */
  readonly compress: (chain: Int32Array, block: Int32Array, into: Int32Array) => void;
}

/** Digest of `data`, `digestBytes` long (FIPS 180-4 §6). */
export function digest(hash: HashFunction, data: Uint8Array): Uint8Array {
  const chain = hash.initial.slice();
  absorb(hash, chain, 0, data);
  return wordsToBytes(chain);
}

/**
 * Runs `data` and its padding (FIPS 180-4 §5.1) through `chain`, in place. `before` counts the
 * bytes, whole blocks, that `chain` has absorbed already.
 */
export function absorb(
  hash: HashFunction,
  chain: Int32Array,
  before: number,
  data: Uint8Array,
): void {
  const { blockBytes, compress } = hash;
  const blockWords = blockBytes / 4;
  const block = new Int32Array(hash.scheduleWords);
  let at = 0;
  for (; at + blockBytes <= data.length; at += blockBytes) {
    loadBlock(block, blockWords, data, at);
    compress(chain, block, chain);
  }
  const rest = data.length - at;
  loadBlock(block, blockWords, data, at);
  const mark = rest >>> 2;
  block[mark] = (block[mark] ?? 0) | (0x80 << (24 - 8 * (rest & 3)));
  // The length takes 8 bytes (16 in SHA-512, of which the upper 8 are zero for any real message).
  if (rest + 1 > blockBytes - blockBytes / 8) {
    compress(chain, block, chain);
    block.fill(0);
  }
  const bits = (before + data.length) * 8;
  block[blockWords - 2] = Math.floor(bits / 0x1_0000_0000);
  block[blockWords - 1] = bits;
  compress(chain, block, chain);
  block.fill(0);
}

/** Fills the message part of `block` with the bytes of `data` from `start`, zeros after its end. */
export function loadBlock(
  block: Int32Array,
  blockWords: number,
  data: Uint8Array,
  start: number,
): void {
  for (let i = 0; i < blockWords; i++) {
    const at = start + 4 * i;
    block[i] =
      ((data[at] ?? 0) << 24) |
      ((data[at + 1] ?? 0) << 16) |
      ((data[at + 2] ?? 0) << 8) |
      (data[at + 3] ?? 0);
  }
}

/** The words as bytes, most significant first. */
export function wordsToBytes(words: Int32Array): Uint8Array {
  const bytes = new Uint8Array(words.length * 4);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = (words[i >>> 2] ?? 0) >>> (24 - 8 * (i & 3));
  }
  return bytes;
}
