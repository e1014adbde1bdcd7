// HMAC (RFC 2104) of an 8-byte counter in each lane, from the midstates of the lane's key.

import { INNER_BLOCK, MIDSTATES, OUTER_BLOCK, SHA1, SHA512, TAG } from './layout';
import { sha1 } from './sha1';
import { sha2 } from './sha2';

@inline export function lanesOf(hash: i32): i32 {
  return hash == SHA512 ? 2 : 4;
}

@inline export function blockBytes(hash: i32): i32 {
  return hash == SHA512 ? 128 : 64;
}

/** Words, and so rows, of a state. */
@inline export function stateRows(hash: i32): i32 {
  return hash == SHA1 ? 5 : 8;
}

/** Of a prepared key: its inner midstate, then its outer one. */
@inline export function keyBytes(hash: i32): i32 {
  return hash == SHA1 ? 40 : blockBytes(hash);
}

export function compress(hash: i32, from: usize, block: usize, into: usize): void {
  if (hash == SHA1) sha1(from, block, into);
  else if (hash == SHA512) sha2<u64>(from, block, into);
  else sha2<u32>(from, block, into);
}

/** Makes rows of words that lie in four places (two with SHA-512): those at `a` into lane 0. */
export function gather(hash: i32, rows: i32, into: usize, a: usize, b: usize, c: usize, d: usize): void {
  for (let row = 0; row < rows; row += 4) {
    // Of ten rows, two are made once more.
    const first = min(row, rows - 4);
    if (hash == SHA512) gatherWide(into + first * 16, a + first * 8, b + first * 8);
    else gatherNarrow(into + first * 16, a + first * 4, b + first * 4, c + first * 4, d + first * 4);
  }
}

@inline function gatherWide(into: usize, a: usize, b: usize): void {
  for (const end = into + 64; into < end; into += 16, a += 8, b += 8) {
    v128.store(into, v128.load64_lane(b, v128.load64_zero(a), 1));
  }
}

/** Four words of each place, transposed. */
@inline function gatherNarrow(into: usize, a: usize, b: usize, c: usize, d: usize): void {
  const ab = i32x4.shuffle(v128.load(a), v128.load(b), 0, 4, 1, 5);
  const cd = i32x4.shuffle(v128.load(c), v128.load(d), 0, 4, 1, 5);
  v128.store(into, i64x2.shuffle(ab, cd, 0, 2));
  v128.store(into + 16, i64x2.shuffle(ab, cd, 1, 3));
  const upperAB = i32x4.shuffle(v128.load(a), v128.load(b), 2, 6, 3, 7);
  const upperCD = i32x4.shuffle(v128.load(c), v128.load(d), 2, 6, 3, 7);
  v128.store(into + 32, i64x2.shuffle(upperAB, upperCD, 0, 2));
  v128.store(into + 48, i64x2.shuffle(upperAB, upperCD, 1, 3));
}

/** The prepared keys of the lanes. */
export function setKeys(hash: i32, a: usize, b: usize, c: usize, d: usize): void {
  gather(hash, 2 * stateRows(hash), MIDSTATES, a, b, c, d);
}

/** The counters of the lanes, as the message of the inner hash. */
@inline export function setCounters(hash: i32, a: u64, b: u64, c: u64, d: u64): void {
  const low = i64x2.replace_lane(i64x2.splat(a), 1, b);
  if (hash == SHA512) {
    v128.store(INNER_BLOCK, low);
  } else {
    const high = i64x2.replace_lane(i64x2.splat(c), 1, d);
    v128.store(INNER_BLOCK, i32x4.shuffle(low, high, 1, 3, 5, 7));
    v128.store(INNER_BLOCK + 16, i32x4.shuffle(low, high, 0, 2, 4, 6));
  }
}

/** Padding (FIPS 180-4 §5.1) behind both messages; it stays until another hash or `forget`. */
export function padBlocks(hash: i32): void {
  pad(hash, INNER_BLOCK, hash == SHA512 ? 1 : 2);
  pad(hash, OUTER_BLOCK, stateRows(hash));
}

/** Of a message of one block, and `rows` words more. */
function pad(hash: i32, block: usize, rows: i32): void {
  const bits = (blockBytes(hash) + rows * (hash == SHA512 ? 8 : 4)) * 8;
  for (let row = rows; row < 16; row++) v128.store(block + row * 16, i32x4.splat(0));
  v128.store(block + rows * 16, hash == SHA512 ? i64x2.splat(1 << 63) : i32x4.splat(1 << 31));
  v128.store(block + 15 * 16, hash == SHA512 ? i64x2.splat(bits) : i32x4.splat(bits));
}

export function makeTags(hash: i32): void {
  compress(hash, MIDSTATES, INNER_BLOCK, OUTER_BLOCK);
  compress(hash, MIDSTATES + stateRows(hash) * 16, OUTER_BLOCK, TAG);
}

/** Dynamic truncation of a lane's tag, and reduction to digits (RFC 4226 §5.3). */
@inline export function valueOf(hash: i32, lane: i32, modulus: u32): u32 {
  if (hash == SHA512) return wideValue(TAG + lane * 8, modulus);
  return narrowValue(TAG + lane * 4, hash == SHA1 ? 4 * 16 : 7 * 16, modulus);
}

/** Of words of 32 bits, each in a row; the offset is in the one `last` bytes further. */
@inline function narrowValue(tag: usize, last: usize, modulus: u32): u32 {
  const offset = load<u32>(tag + last) & 15;
  const word = tag + ((offset & 12) << 2);
  return truncated((<u64>load<u32>(word) << 32) | load<u32>(word, 16), offset, modulus);
}

/** Of words of 64 bits, whose lower half lies first. */
@inline function wideValue(tag: usize, modulus: u32): u32 {
  const offset = load<u32>(tag, 7 * 16) & 15;
  const word = tag + ((offset & 8) << 1);
  const half = (<u64>load<u32>(word) << 32) | load<u32>(word, 16 + 4);
  return truncated(offset & 4 ? half : load<u64>(word), offset, modulus);
}

/** 31 bits from byte `offset` mod 4 on. */
@inline function truncated(bits: u64, offset: u32, modulus: u32): u32 {
  return (<u32>((bits << (8 * (offset & 3))) >> 32) & 0x7fffffff) % modulus;
}
