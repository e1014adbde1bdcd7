import { digest, type HashFunction } from './hash-function.ts';

/** FIPS 180-4 §4.2.2: the first 32 bits of the fractions of the cube roots of the first 64 primes. */
const ROUND_CONSTANTS = new Int32Array([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]);

/** FIPS 180-4 §6.2.2. */
function compress(chain: Int32Array, block: Int32Array, into: Int32Array): void {
  for (let t = 16; t < 64; t++) {
    const x = block[t - 15] ?? 0;
    const y = block[t - 2] ?? 0;
    const sigma0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const sigma1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    block[t] = sigma1 + (block[t - 7] ?? 0) + sigma0 + (block[t - 16] ?? 0);
  }
  let a = chain[0] ?? 0;
  let b = chain[1] ?? 0;
  let c = chain[2] ?? 0;
  let d = chain[3] ?? 0;
  let e = chain[4] ?? 0;
  let f = chain[5] ?? 0;
  let g = chain[6] ?? 0;
  let h = chain[7] ?? 0;
  for (let t = 0; t < 64; t++) {
    const sum1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const choice = g ^ (e & (f ^ g));
    const first = (h + sum1 + choice + (ROUND_CONSTANTS[t] ?? 0) + (block[t] ?? 0)) | 0;
    const sum0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const majority = (a & b) | (c & (a | b));
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + sum0 + majority) | 0;
  }
  into[0] = (chain[0] ?? 0) + a;
  into[1] = (chain[1] ?? 0) + b;
  into[2] = (chain[2] ?? 0) + c;
  into[3] = (chain[3] ?? 0) + d;
  into[4] = (chain[4] ?? 0) + e;
  into[5] = (chain[5] ?? 0) + f;
  into[6] = (chain[6] ?? 0) + g;
  into[7] = (chain[7] ?? 0) + h;
}

export const SHA256: HashFunction = {
  blockBytes: 64,
  digestBytes: 32,
  scheduleWords: 64,
  initial: new Int32Array([
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
  ]),
  compress,
};

/** SHA-256 digest, 32 bytes (FIPS 180-4 §6.2). */
export function sha256(data: Uint8Array): Uint8Array {
  return digest(SHA256, data);
}
