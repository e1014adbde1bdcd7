// FIPS 180-4 §6.1.2 on four messages at once.

/** §4.2.1, in memory: V8 makes a constant of 16 bytes anew wherever it is used. */
const ROUND_CONSTANTS = memory.data<u32>([0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6]);

@inline function constant(quarter: i32): v128 {
  return v128.load32_splat(ROUND_CONSTANTS + quarter * 4);
}

@inline function add(a: v128, b: v128): v128 {
  return i32x4.add(a, b);
}

@inline function rotate(a: v128, left: i32): v128 {
  return v128.or(i32x4.shl(a, left), i32x4.shr_u(a, 32 - left));
}

/** Makes row t + 16 of the schedule, where row t is at `at`. Row t + 13 is too new to be read back. */
@inline function extend(at: usize, row13: v128): v128 {
  const older = v128.xor(v128.load(at + 128), v128.xor(v128.load(at), v128.load(at + 32)));
  const mixed = v128.xor(row13, older);
  const row = v128.or(add(mixed, mixed), i32x4.shr_u(mixed, 31));
  v128.store(at + 256, row);
  return row;
}

/** §4.1.1: Ch, Parity, Maj and Parity, 20 rounds each. */
@inline function mix(quarter: i32, b: v128, c: v128, d: v128): v128 {
  if (quarter == 0) return v128.xor(d, v128.and(b, v128.xor(c, d)));
  if (quarter == 2) return v128.or(v128.and(b, c), v128.and(d, v128.or(b, c)));
  return v128.xor(v128.xor(b, c), d);
}

/** The new word, to `e`'s place. What has to wait for `a`, the newest, is added last. */
@inline function round(quarter: i32, a: v128, b: v128, c: v128, d: v128, e: v128, k: v128, at: usize): v128 {
  return add(rotate(a, 5), add(mix(quarter, b, c, d), add(e, add(k, v128.load(at)))));
}

/**
 * Compresses `block` on top of the state at `from`; the new state goes to `into`, elsewhere. Five
 * rounds a turn: every name has its old meaning again after them. The quarters are written out and
 * not called, so that the state stays in registers.
 */
export function sha1(from: usize, block: usize, into: usize): void {
  let a = v128.load(from);
  let b = v128.load(from + 16);
  let c = v128.load(from + 32);
  let d = v128.load(from + 48);
  let e = v128.load(from + 64);
  // The newest three rows of the schedule, which is kept 16 rows ahead; x is the oldest.
  let x = v128.load(block + 208);
  let y = v128.load(block + 224);
  let z = v128.load(block + 240);
  let newest: v128;
  let at = block;
  let k = constant(0);
  for (; at < block + 320; at += 80) {
    x = extend(at, x), e = round(0, a, b, c, d, e, k, at), b = rotate(b, 30);
    y = extend(at + 16, y), d = round(0, e, a, b, c, d, k, at + 16), a = rotate(a, 30);
    z = extend(at + 32, z), c = round(0, d, e, a, b, c, k, at + 32), e = rotate(e, 30);
    x = extend(at + 48, x), b = round(0, c, d, e, a, b, k, at + 48), d = rotate(d, 30);
    newest = extend(at + 64, y), a = round(0, b, c, d, e, a, k, at + 64), c = rotate(c, 30);
    y = x, x = z, z = newest;
  }
  k = constant(1);
  for (; at < block + 640; at += 80) {
    x = extend(at, x), e = round(1, a, b, c, d, e, k, at), b = rotate(b, 30);
    y = extend(at + 16, y), d = round(1, e, a, b, c, d, k, at + 16), a = rotate(a, 30);
    z = extend(at + 32, z), c = round(1, d, e, a, b, c, k, at + 32), e = rotate(e, 30);
    x = extend(at + 48, x), b = round(1, c, d, e, a, b, k, at + 48), d = rotate(d, 30);
    newest = extend(at + 64, y), a = round(1, b, c, d, e, a, k, at + 64), c = rotate(c, 30);
    y = x, x = z, z = newest;
  }
  k = constant(2);
  for (; at < block + 960; at += 80) {
    x = extend(at, x), e = round(2, a, b, c, d, e, k, at), b = rotate(b, 30);
    y = extend(at + 16, y), d = round(2, e, a, b, c, d, k, at + 16), a = rotate(a, 30);
    z = extend(at + 32, z), c = round(2, d, e, a, b, c, k, at + 32), e = rotate(e, 30);
    x = extend(at + 48, x), b = round(2, c, d, e, a, b, k, at + 48), d = rotate(d, 30);
    newest = extend(at + 64, y), a = round(2, b, c, d, e, a, k, at + 64), c = rotate(c, 30);
    y = x, x = z, z = newest;
  }
  x = extend(at, x), extend(at + 16, y), extend(at + 32, z), extend(at + 48, x);
  k = constant(3);
  for (; at < block + 1280; at += 80) {
    e = round(3, a, b, c, d, e, k, at), b = rotate(b, 30);
    d = round(3, e, a, b, c, d, k, at + 16), a = rotate(a, 30);
    c = round(3, d, e, a, b, c, k, at + 32), e = rotate(e, 30);
    b = round(3, c, d, e, a, b, k, at + 48), d = rotate(d, 30);
    a = round(3, b, c, d, e, a, k, at + 64), c = rotate(c, 30);
  }
  v128.store(into, add(a, v128.load(from)));
  v128.store(into + 16, add(b, v128.load(from + 16)));
  v128.store(into + 32, add(c, v128.load(from + 32)));
  v128.store(into + 48, add(d, v128.load(from + 48)));
  v128.store(into + 64, add(e, v128.load(from + 64)));
}
