import { digest, type HashFunction } from './hash-function.ts';

/**
 * FIPS 180-4 §4.2.3: the first 64 bits of the fractions of the cube roots of the first 80 primes,
 * each as its high and its low half.
 */
const ROUND_CONSTANTS = new Int32Array([
  0x428a2f98, 0xd728ae22, 0x71374491, 0x23ef65cd, 0xb5c0fbcf, 0xec4d3b2f, 0xe9b5dba5, 0x8189dbbc,
  0x3956c25b, 0xf348b538, 0x59f111f1, 0xb605d019, 0x923f82a4, 0xaf194f9b, 0xab1c5ed5, 0xda6d8118,
  0xd807aa98, 0xa3030242, 0x12835b01, 0x45706fbe, 0x243185be, 0x4ee4b28c, 0x550c7dc3, 0xd5ffb4e2,
  0x72be5d74, 0xf27b896f, 0x80deb1fe, 0x3b1696b1, 0x9bdc06a7, 0x25c71235, 0xc19bf174, 0xcf692694,
  0xe49b69c1, 0x9ef14ad2, 0xefbe4786, 0x384f25e3, 0x0fc19dc6, 0x8b8cd5b5, 0x240ca1cc, 0x77ac9c65,
  0x2de92c6f, 0x592b0275, 0x4a7484aa, 0x6ea6e483, 0x5cb0a9dc, 0xbd41fbd4, 0x76f988da, 0x831153b5,
  0x983e5152, 0xee66dfab, 0xa831c66d, 0x2db43210, 0xb00327c8, 0x98fb213f, 0xbf597fc7, 0xbeef0ee4,
  0xc6e00bf3, 0x3da88fc2, 0xd5a79147, 0x930aa725, 0x06ca6351, 0xe003826f, 0x14292967, 0x0a0e6e70,
  0x27b70a85, 0x46d22ffc, 0x2e1b2138, 0x5c26c926, 0x4d2c6dfc, 0x5ac42aed, 0x53380d13, 0x9d95b3df,
  0x650a7354, 0x8baf63de, 0x766a0abb, 0x3c77b2a8, 0x81c2c92e, 0x47edaee6, 0x92722c85, 0x1482353b,
  0xa2bfe8a1, 0x4cf10364, 0xa81a664b, 0xbc423001, 0xc24b8b70, 0xd0f89791, 0xc76c51a3, 0x0654be30,
  0xd192e819, 0xd6ef5218, 0xd6990624, 0x5565a910, 0xf40e3585, 0x5771202a, 0x106aa070, 0x32bbd1b8,
  0x19a4c116, 0xb8d2d0c8, 0x1e376c08, 0x5141ab53, 0x2748774c, 0xdf8eeb99, 0x34b0bcb5, 0xe19b48a8,
  0x391c0cb3, 0xc5c95a63, 0x4ed8aa4a, 0xe3418acb, 0x5b9cca4f, 0x7763e373, 0x682e6ff3, 0xd6b2b8a3,
  0x748f82ee, 0x5defb2fc, 0x78a5636f, 0x43172f60, 0x84c87814, 0xa1f0ab72, 0x8cc70208, 0x1a6439ec,
  0x90befffa, 0x23631e28, 0xa4506ceb, 0xde82bde9, 0xbef9a3f7, 0xb2c67915, 0xc67178f2, 0xe372532b,
  0xca273ece, 0xea26619c, 0xd186b8c7, 0x21c0c207, 0xeada7dd6, 0xcde0eb1e, 0xf57d4f7f, 0xee6ed178,
  0x06f067aa, 0x72176fba, 0x0a637dc5, 0xa2c898a6, 0x113f9804, 0xbef90dae, 0x1b710b35, 0x131c471b,
  0x28db77f5, 0x23047d84, 0x32caab7b, 0x40c72493, 0x3c9ebe0a, 0x15c9bebc, 0x431d67c4, 0x9c100d4c,
  0x4cc5d4be, 0xcb3e42b6, 0x597f299c, 0xfc657e2a, 0x5fcb6fab, 0x3ad6faec, 0x6c44198c, 0x4a475817,
]);

const TWO_32 = 0x1_0000_0000;

/**
 * FIPS 180-4 §6.4.2. A 64-bit word x is the pair xh, xl of signed 32-bit halves. Low halves are
 * added as unsigned numbers, whose sum stays exact in a double; what exceeds 32 bits is the carry.
 */
function compress(chain: Int32Array, block: Int32Array, into: Int32Array): void {
  for (let t = 32; t < 160; t += 2) {
    const xh = block[t - 30] ?? 0;
    const xl = block[t - 29] ?? 0;
    const yh = block[t - 4] ?? 0;
    const yl = block[t - 3] ?? 0;
    const sigma0h = ((xh >>> 1) | (xl << 31)) ^ ((xh >>> 8) | (xl << 24)) ^ (xh >>> 7);
    const sigma0l =
      ((xl >>> 1) | (xh << 31)) ^ ((xl >>> 8) | (xh << 24)) ^ ((xl >>> 7) | (xh << 25));
    const sigma1h = ((yh >>> 19) | (yl << 13)) ^ ((yl >>> 29) | (yh << 3)) ^ (yh >>> 6);
    const sigma1l =
      ((yl >>> 19) | (yh << 13)) ^ ((yh >>> 29) | (yl << 3)) ^ ((yl >>> 6) | (yh << 26));
    const low =
      (sigma0l >>> 0) +
      (sigma1l >>> 0) +
      ((block[t - 13] ?? 0) >>> 0) +
      ((block[t - 31] ?? 0) >>> 0);
    block[t + 1] = low | 0;
    block[t] =
      sigma0h + sigma1h + (block[t - 14] ?? 0) + (block[t - 32] ?? 0) + ((low / TWO_32) | 0);
  }
  let ah = chain[0] ?? 0;
  let al = chain[1] ?? 0;
  let bh = chain[2] ?? 0;
  let bl = chain[3] ?? 0;
  let ch = chain[4] ?? 0;
  let cl = chain[5] ?? 0;
  let dh = chain[6] ?? 0;
  let dl = chain[7] ?? 0;
  let eh = chain[8] ?? 0;
  let el = chain[9] ?? 0;
  let fh = chain[10] ?? 0;
  let fl = chain[11] ?? 0;
  let gh = chain[12] ?? 0;
  let gl = chain[13] ?? 0;
  let hh = chain[14] ?? 0;
  let hl = chain[15] ?? 0;
  for (let t = 0; t < 160; t += 2) {
    const sum1h =
      ((eh >>> 14) | (el << 18)) ^ ((eh >>> 18) | (el << 14)) ^ ((el >>> 9) | (eh << 23));
    const sum1l =
      ((el >>> 14) | (eh << 18)) ^ ((el >>> 18) | (eh << 14)) ^ ((eh >>> 9) | (el << 23));
    const choiceH = gh ^ (eh & (fh ^ gh));
    const choiceL = gl ^ (el & (fl ^ gl));
    const first =
      (hl >>> 0) +
      (sum1l >>> 0) +
      (choiceL >>> 0) +
      ((ROUND_CONSTANTS[t + 1] ?? 0) >>> 0) +
      ((block[t + 1] ?? 0) >>> 0);
    const firstH =
      (hh +
        sum1h +
        choiceH +
        (ROUND_CONSTANTS[t] ?? 0) +
        (block[t] ?? 0) +
        ((first / TWO_32) | 0)) |
      0;
    const firstL = first >>> 0;
    const sum0h = ((ah >>> 28) | (al << 4)) ^ ((al >>> 2) | (ah << 30)) ^ ((al >>> 7) | (ah << 25));
    const sum0l = ((al >>> 28) | (ah << 4)) ^ ((ah >>> 2) | (al << 30)) ^ ((ah >>> 7) | (al << 25));
    const majorityH = (ah & bh) | (ch & (ah | bh));
    const majorityL = (al & bl) | (cl & (al | bl));
    hh = gh;
    hl = gl;
    gh = fh;
    gl = fl;
    fh = eh;
    fl = el;
    const e = (dl >>> 0) + firstL;
    eh = (dh + firstH + ((e / TWO_32) | 0)) | 0;
    el = e | 0;
    dh = ch;
    dl = cl;
    ch = bh;
    cl = bl;
    bh = ah;
    bl = al;
    const a = firstL + (sum0l >>> 0) + (majorityL >>> 0);
    ah = (firstH + sum0h + majorityH + ((a / TWO_32) | 0)) | 0;
    al = a | 0;
  }
  into[0] = (chain[0] ?? 0) + ah + carry(chain[1] ?? 0, al);
  into[1] = (chain[1] ?? 0) + al;
  into[2] = (chain[2] ?? 0) + bh + carry(chain[3] ?? 0, bl);
  into[3] = (chain[3] ?? 0) + bl;
  into[4] = (chain[4] ?? 0) + ch + carry(chain[5] ?? 0, cl);
  into[5] = (chain[5] ?? 0) + cl;
  into[6] = (chain[6] ?? 0) + dh + carry(chain[7] ?? 0, dl);
  into[7] = (chain[7] ?? 0) + dl;
  into[8] = (chain[8] ?? 0) + eh + carry(chain[9] ?? 0, el);
  into[9] = (chain[9] ?? 0) + el;
  into[10] = (chain[10] ?? 0) + fh + carry(chain[11] ?? 0, fl);
  into[11] = (chain[11] ?? 0) + fl;
  into[12] = (chain[12] ?? 0) + gh + carry(chain[13] ?? 0, gl);
  into[13] = (chain[13] ?? 0) + gl;
  into[14] = (chain[14] ?? 0) + hh + carry(chain[15] ?? 0, hl);
  into[15] = (chain[15] ?? 0) + hl;
}

/** What the sum of two low halves carries into the high one. */
function carry(a: number, b: number): number {
  return (((a >>> 0) + (b >>> 0)) / TWO_32) | 0;
}

export const SHA512: HashFunction = {
  blockBytes: 128,
  digestBytes: 64,
  scheduleWords: 160,
  initial: new Int32Array([
    0x6a09e667, 0xf3bcc908, 0xbb67ae85, 0x84caa73b, 0x3c6ef372, 0xfe94f82b, 0xa54ff53a, 0x5f1d36f1,
    0x510e527f, 0xade682d1, 0x9b05688c, 0x2b3e6c1f, 0x1f83d9ab, 0xfb41bd6b, 0x5be0cd19, 0x137e2179,
  ]),
  compress,
};

/** SHA-512 digest, 64 bytes (FIPS 180-4 §6.4). */
export function sha512(data: Uint8Array): Uint8Array {
  return digest(SHA512, data);
}
