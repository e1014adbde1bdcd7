import { digest, type HashFunction } from './hash-function.ts';

/**
 * FIPS 180-4 §6.1.2. Each of the four loops has one round function and constant (§4.1.1, §4.2.1);
 * from round 16 on, the word of the schedule is made in the round that uses it.
 */
function compress(chain: Int32Array, block: Int32Array, into: Int32Array): void {
  let a = chain[0] ?? 0;
  let b = chain[1] ?? 0;
  let c = chain[2] ?? 0;
  let d = chain[3] ?? 0;
  let e = chain[4] ?? 0;
  for (let t = 0; t < 20; t++) {
    const word = t < 16 ? (block[t] ?? 0) : extend(block, t);
    const next = (((a << 5) | (a >>> 27)) + (d ^ (b & (c ^ d))) + e + 0x5a827999 + word) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = next;
  }
  for (let t = 20; t < 40; t++) {
    const next = (((a << 5) | (a >>> 27)) + (b ^ c ^ d) + e + 0x6ed9eba1 + extend(block, t)) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = next;
  }
  for (let t = 40; t < 60; t++) {
    const majority = (b & c) | (d & (b | c));
    const next = (((a << 5) | (a >>> 27)) + majority + e + 0x8f1bbcdc + extend(block, t)) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = next;
  }
  for (let t = 60; t < 80; t++) {
    const next = (((a << 5) | (a >>> 27)) + (b ^ c ^ d) + e + 0xca62c1d6 + extend(block, t)) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = next;
  }
  into[0] = (chain[0] ?? 0) + a;
  into[1] = (chain[1] ?? 0) + b;
  into[2] = (chain[2] ?? 0) + c;
  into[3] = (chain[3] ?? 0) + d;
  into[4] = (chain[4] ?? 0) + e;
}

/** Word `t` ≥ 16 of the message schedule, stored and returned. */
function extend(block: Int32Array, t: number): number {
  const mixed =
    (block[t - 3] ?? 0) ^ (block[t - 8] ?? 0) ^ (block[t - 14] ?? 0) ^ (block[t - 16] ?? 0);
  return (block[t] = (mixed << 1) | (mixed >>> 31));
}

export const SHA1: HashFunction = {
  blockBytes: 64,
  digestBytes: 20,
  scheduleWords: 80,
  initial: new Int32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]),
  compress,
};

/** SHA-1 digest, 20 bytes (FIPS 180-4 §6.1). */
export function sha1(data: Uint8Array): Uint8Array {
  return digest(SHA1, data);
}
