// FIPS 180-4 §6.2.2 and §6.4.2: SHA-256 on four messages at once (T = u32), SHA-512 on two (T = u64).

/** §4.2.3. The high halves of the first 64 are the constants of SHA-256, §4.2.2. */
const ROUND_CONSTANTS = memory.data<u64>([
  0x428a2f98d728ae22, 0x7137449123ef65cd, 0xb5c0fbcfec4d3b2f, 0xe9b5dba58189dbbc,
  0x3956c25bf348b538, 0x59f111f1b605d019, 0x923f82a4af194f9b, 0xab1c5ed5da6d8118,
  0xd807aa98a3030242, 0x12835b0145706fbe, 0x243185be4ee4b28c, 0x550c7dc3d5ffb4e2,
  0x72be5d74f27b896f, 0x80deb1fe3b1696b1, 0x9bdc06a725c71235, 0xc19bf174cf692694,
  0xe49b69c19ef14ad2, 0xefbe4786384f25e3, 0x0fc19dc68b8cd5b5, 0x240ca1cc77ac9c65,
  0x2de92c6f592b0275, 0x4a7484aa6ea6e483, 0x5cb0a9dcbd41fbd4, 0x76f988da831153b5,
  0x983e5152ee66dfab, 0xa831c66d2db43210, 0xb00327c898fb213f, 0xbf597fc7beef0ee4,
  0xc6e00bf33da88fc2, 0xd5a79147930aa725, 0x06ca6351e003826f, 0x142929670a0e6e70,
  0x27b70a8546d22ffc, 0x2e1b21385c26c926, 0x4d2c6dfc5ac42aed, 0x53380d139d95b3df,
  0x650a73548baf63de, 0x766a0abb3c77b2a8, 0x81c2c92e47edaee6, 0x92722c851482353b,
  0xa2bfe8a14cf10364, 0xa81a664bbc423001, 0xc24b8b70d0f89791, 0xc76c51a30654be30,
  0xd192e819d6ef5218, 0xd69906245565a910, 0xf40e35855771202a, 0x106aa07032bbd1b8,
  0x19a4c116b8d2d0c8, 0x1e376c085141ab53, 0x2748774cdf8eeb99, 0x34b0bcb5e19b48a8,
  0x391c0cb3c5c95a63, 0x4ed8aa4ae3418acb, 0x5b9cca4f7763e373, 0x682e6ff3d6b2b8a3,
  0x748f82ee5defb2fc, 0x78a5636f43172f60, 0x84c87814a1f0ab72, 0x8cc702081a6439ec,
  0x90befffa23631e28, 0xa4506cebde82bde9, 0xbef9a3f7b2c67915, 0xc67178f2e372532b,
  0xca273eceea26619c, 0xd186b8c721c0c207, 0xeada7dd6cde0eb1e, 0xf57d4f7fee6ed178,
  0x06f067aa72176fba, 0x0a637dc5a2c898a6, 0x113f9804bef90dae, 0x1b710b35131c471b,
  0x28db77f523047d84, 0x32caab7b40c72493, 0x3c9ebe0a15c9bebc, 0x431d67c49c100d4c,
  0x4cc5d4becb3e42b6, 0x597f299cfc657e2a, 0x5fcb6fab3ad6faec, 0x6c44198c4a475817,
]);

@inline function add<T>(a: v128, b: v128): v128 {
  return v128.add<T>(a, b);
}

@inline function rotate<T>(a: v128, right: i32): v128 {
  return v128.or(v128.shr<T>(a, right), v128.shl<T>(a, 8 * <i32>sizeof<T>() - right));
}

@inline function wide<T>(): bool {
  return sizeof<T>() == 8;
}

@inline function sum<T>(x: v128, i: i32, j: i32, k: i32): v128 {
  return v128.xor(v128.xor(rotate<T>(x, i), rotate<T>(x, j)), rotate<T>(x, k));
}

@inline function sigma<T>(x: v128, i: i32, j: i32, shift: i32): v128 {
  return v128.xor(v128.xor(rotate<T>(x, i), rotate<T>(x, j)), v128.shr<T>(x, shift));
}

/** Makes row t + 16 of the schedule, where row t is at `at`. Row t + 14 is too new to be read back. */
@inline function extend<T>(at: usize, row14: v128): v128 {
  const row1 = v128.load(at + 16);
  const sigma0 = wide<T>() ? sigma<T>(row1, 1, 8, 7) : sigma<T>(row1, 7, 18, 3);
  const sigma1 = wide<T>() ? sigma<T>(row14, 19, 61, 6) : sigma<T>(row14, 17, 19, 10);
  const row = add<T>(sigma1, add<T>(v128.load(at + 144), add<T>(sigma0, v128.load(at))));
  v128.store(at + 256, row);
  return row;
}

/** Row and constant of the round whose row is at `at`. */
@inline function row<T>(block: usize, at: usize): v128 {
  const constant = ROUND_CONSTANTS + (at - block) / 2;
  return add<T>(wide<T>() ? v128.load64_splat(constant) : v128.load32_splat(constant + 4), v128.load(at));
}

@inline function first<T>(e: v128, f: v128, g: v128, h: v128, row: v128): v128 {
  const sum1 = wide<T>() ? sum<T>(e, 14, 18, 41) : sum<T>(e, 6, 11, 25);
  const choice = v128.xor(g, v128.and(e, v128.xor(f, g)));
  return add<T>(add<T>(add<T>(h, sum1), choice), row);
}

/** Of a and b; x is a ^ b, and y is b ^ c, which was the x of the round before. */
@inline function second<T>(a: v128, b: v128, x: v128, y: v128): v128 {
  const sum0 = wide<T>() ? sum<T>(a, 28, 34, 39) : sum<T>(a, 2, 13, 22);
  const majority = v128.xor(b, v128.and(x, y));
  return add<T>(sum0, majority);
}

/**
 * Compresses `block` on top of the state at `from`; the new state goes to `into`, elsewhere. Eight
 * rounds a turn: every name has its old meaning again after them.
 */
export function sha2<T>(from: usize, block: usize, into: usize): void {
  let a = v128.load(from);
  let b = v128.load(from + 16);
  let c = v128.load(from + 32);
  let d = v128.load(from + 48);
  let e = v128.load(from + 64);
  let f = v128.load(from + 80);
  let g = v128.load(from + 96);
  let h = v128.load(from + 112);
  let x: v128;
  let y = v128.xor(b, c);
  // The newest two rows of the schedule, which is kept 16 rows ahead; p is the older.
  let p = v128.load(block + 224);
  let q = v128.load(block + 240);
  const end = block + (wide<T>() ? 1280 : 1024);
  let at = block;
  for (; at < end - 256; at += 128) {
    p = extend<T>(at, p), x = v128.xor(a, b), h = first<T>(e, f, g, h, row<T>(block, at));
    d = add<T>(d, h), h = add<T>(h, second<T>(a, b, x, y));
    q = extend<T>(at + 16, q), y = v128.xor(h, a), g = first<T>(d, e, f, g, row<T>(block, at + 16));
    c = add<T>(c, g), g = add<T>(g, second<T>(h, a, y, x));
    p = extend<T>(at + 32, p), x = v128.xor(g, h), f = first<T>(c, d, e, f, row<T>(block, at + 32));
    b = add<T>(b, f), f = add<T>(f, second<T>(g, h, x, y));
    q = extend<T>(at + 48, q), y = v128.xor(f, g), e = first<T>(b, c, d, e, row<T>(block, at + 48));
    a = add<T>(a, e), e = add<T>(e, second<T>(f, g, y, x));
    p = extend<T>(at + 64, p), x = v128.xor(e, f), d = first<T>(a, b, c, d, row<T>(block, at + 64));
    h = add<T>(h, d), d = add<T>(d, second<T>(e, f, x, y));
    q = extend<T>(at + 80, q), y = v128.xor(d, e), c = first<T>(h, a, b, c, row<T>(block, at + 80));
    g = add<T>(g, c), c = add<T>(c, second<T>(d, e, y, x));
    p = extend<T>(at + 96, p), x = v128.xor(c, d), b = first<T>(g, h, a, b, row<T>(block, at + 96));
    f = add<T>(f, b), b = add<T>(b, second<T>(c, d, x, y));
    q = extend<T>(at + 112, q), y = v128.xor(b, c), a = first<T>(f, g, h, a, row<T>(block, at + 112));
    e = add<T>(e, a), a = add<T>(a, second<T>(b, c, y, x));
  }
  for (; at < end; at += 128) {
    x = v128.xor(a, b), h = first<T>(e, f, g, h, row<T>(block, at));
    d = add<T>(d, h), h = add<T>(h, second<T>(a, b, x, y));
    y = v128.xor(h, a), g = first<T>(d, e, f, g, row<T>(block, at + 16));
    c = add<T>(c, g), g = add<T>(g, second<T>(h, a, y, x));
    x = v128.xor(g, h), f = first<T>(c, d, e, f, row<T>(block, at + 32));
    b = add<T>(b, f), f = add<T>(f, second<T>(g, h, x, y));
    y = v128.xor(f, g), e = first<T>(b, c, d, e, row<T>(block, at + 48));
    a = add<T>(a, e), e = add<T>(e, second<T>(f, g, y, x));
    x = v128.xor(e, f), d = first<T>(a, b, c, d, row<T>(block, at + 64));
    h = add<T>(h, d), d = add<T>(d, second<T>(e, f, x, y));
    y = v128.xor(d, e), c = first<T>(h, a, b, c, row<T>(block, at + 80));
    g = add<T>(g, c), c = add<T>(c, second<T>(d, e, y, x));
    x = v128.xor(c, d), b = first<T>(g, h, a, b, row<T>(block, at + 96));
    f = add<T>(f, b), b = add<T>(b, second<T>(c, d, x, y));
    y = v128.xor(b, c), a = first<T>(f, g, h, a, row<T>(block, at + 112));
    e = add<T>(e, a), a = add<T>(a, second<T>(b, c, y, x));
  }
  v128.store(into, add<T>(a, v128.load(from)));
  v128.store(into + 16, add<T>(b, v128.load(from + 16)));
  v128.store(into + 32, add<T>(c, v128.load(from + 32)));
  v128.store(into + 48, add<T>(d, v128.load(from + 48)));
  v128.store(into + 64, add<T>(e, v128.load(from + 64)));
  v128.store(into + 80, add<T>(f, v128.load(from + 80)));
  v128.store(into + 96, add<T>(g, v128.load(from + 96)));
  v128.store(into + 112, add<T>(h, v128.load(from + 112)));
}
