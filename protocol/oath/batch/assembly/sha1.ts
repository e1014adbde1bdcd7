// FIPS 180-4 §6.1.2 on four messages at once.

/** §4.2.1, in memory: V8 makes a constant of 16 bytes anew wherever it is used. */
const ROUND_CONSTANTS = memory.data<u32>([0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6]);

@inline function add(a: v128, b: v128): v128 {
  return i32x4.add(a, b);
}

@inline function rotate(a: v128, left: i32): v128 {
  return v128.or(i32x4.shl(a, left), i32x4.shr_u(a, 32 - left));
}

/** Makes row t + 16 of the schedule, where row t is at `at`. */
@inline function extend(at: usize): void {
  const far = v128.xor(v128.load(at), v128.load(at + 32));
  const mixed = v128.xor(far, v128.xor(v128.load(at + 128), v128.load(at + 208)));
  v128.store(at + 256, v128.or(add(mixed, mixed), i32x4.shr_u(mixed, 31)));
}

/** The row at `at`; the schedule is kept 16 rows ahead. */
@inline function row(quarter: i32, at: usize): v128 {
  if (quarter < 3) extend(at);
  return v128.load(at);
}

/** §4.1.1: Ch, Parity, Maj and Parity, 20 rounds each. */
@inline function mix(quarter: i32, b: v128, c: v128, d: v128): v128 {
  if (quarter == 0) return v128.xor(d, v128.and(b, v128.xor(c, d)));
  if (quarter == 2) return v128.or(v128.and(b, c), v128.and(d, v128.or(b, c)));
  return v128.xor(v128.xor(b, c), d);
}

/** What has to wait for `a`, the newest word, is added last. */
@inline function round(f: v128, a: v128, e: v128, k: v128, row: v128): v128 {
  return add(rotate(a, 5), add(f, add(e, add(k, row))));
}

/** The 20 rounds of a quarter, five a turn: every name has its old meaning again after a turn. */
@inline function rounds(quarter: i32, block: usize, from: usize, into: usize): void {
  const k = v128.load32_splat(ROUND_CONSTANTS + quarter * 4);
  let a = v128.load(from);
  let b = v128.load(from + 16);
  let c = v128.load(from + 32);
  let d = v128.load(from + 48);
  let e = v128.load(from + 64);
  const start = block + quarter * 320;
  for (let at = start; at < start + 320; at += 80) {
    e = round(mix(quarter, b, c, d), a, e, k, row(quarter, at));
    b = rotate(b, 30);
    d = round(mix(quarter, a, b, c), e, d, k, row(quarter, at + 16));
    a = rotate(a, 30);
    c = round(mix(quarter, e, a, b), d, c, k, row(quarter, at + 32));
    e = rotate(e, 30);
    b = round(mix(quarter, d, e, a), c, b, k, row(quarter, at + 48));
    d = rotate(d, 30);
    a = round(mix(quarter, c, d, e), b, a, k, row(quarter, at + 64));
    c = rotate(c, 30);
  }
  v128.store(into, a);
  v128.store(into + 16, b);
  v128.store(into + 32, c);
  v128.store(into + 48, d);
  v128.store(into + 64, e);
}

/** Compresses `block` on top of the state at `from`; the new state goes to `into`, elsewhere. */
export function sha1(from: usize, block: usize, into: usize): void {
  rounds(0, block, from, into);
  rounds(1, block, into, into);
  rounds(2, block, into, into);
  for (let at = block + 960; at < block + 1024; at += 16) extend(at);
  rounds(3, block, into, into);
  for (let row: usize = 0; row < 80; row += 16) {
    v128.store(into + row, add(v128.load(into + row), v128.load(from + row)));
  }
}
