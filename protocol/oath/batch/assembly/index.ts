// HOTP values of many keys at once. What is staged, and every argument, was checked by batch-keys.ts.

import {
  blockBytes,
  compress,
  gather,
  keyBytes,
  lanesOf,
  makeTags,
  padBlocks,
  setCounters,
  setKeys,
  stateRows,
  valueOf,
} from './lanes';
import {
  AHEAD,
  BEHIND,
  COUNTERS,
  INDICES,
  INNER_BLOCK,
  MIDSTATES,
  RESULTS,
  SECRETS,
  SHA1,
  SHA512,
  TAG,
  VALUES,
} from './layout';

export { AHEAD, BEHIND, COUNTERS, INDICES, RESULTS, SECRETS, VALUES } from './layout';
/** From here on the memory is the caller's, for prepared keys. */
export const HEAP = __heap_base;

/** kernel.ts has it too. */
const NOT_FOUND = i32.MIN_VALUE;

/** FIPS 180-4 §5.3.1. */
const INITIAL_SHA1 = memory.data<u32>([
  0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0,
]);
/** §5.3.5; the high halves are those of SHA-256, §5.3.3. */
const INITIAL_SHA2 = memory.data<u64>([
  0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
  0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
]);

/** Prepares the `count` staged secrets as keys that lie one behind the other from `keys` on. */
export function prepare(hash: i32, keys: usize, count: i32): void {
  const lanes = lanesOf(hash);
  const bytes = blockBytes(hash);
  const rows = stateRows(hash);
  for (let item = 0; item < count; item += lanes) {
    const at = SECRETS + item * bytes;
    gather(hash, 16, INNER_BLOCK, at, at + bytes, at + 2 * bytes, at + 3 * bytes);
    for (let row = 0; row < 16; row++) swapBytes(hash, INNER_BLOCK + row * 16);
    for (let row = 0; row < rows; row++) v128.store(TAG + row * 16, initial(hash, row));
    mask(0x36);
    compress(hash, TAG, INNER_BLOCK, MIDSTATES);
    mask(0x36 ^ 0x5c);
    compress(hash, TAG, INNER_BLOCK, MIDSTATES + rows * 16);
    for (let lane = 0; lane < min(lanes, count - item); lane++) {
      takeKey(hash, lane, keys + (item + lane) * keyBytes(hash));
    }
  }
  memory.fill(SECRETS, 0, count * bytes);
  forget();
}

function initial(hash: i32, row: i32): v128 {
  if (hash == SHA1) return v128.load32_splat(INITIAL_SHA1 + row * 4);
  if (hash == SHA512) return v128.load64_splat(INITIAL_SHA2 + row * 8);
  return v128.load32_splat(INITIAL_SHA2 + row * 8 + 4);
}

function swapBytes(hash: i32, at: usize): void {
  const row = v128.load(at);
  const swapped =
    hash == SHA512
      ? i8x16.shuffle(row, row, 7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8)
      : i8x16.shuffle(row, row, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);
  v128.store(at, swapped);
}

function mask(byte: u8): void {
  for (let at = INNER_BLOCK; at < INNER_BLOCK + 256; at += 16) {
    v128.store(at, v128.xor(v128.load(at), i8x16.splat(byte)));
  }
}

function takeKey(hash: i32, lane: i32, key: usize): void {
  for (let row = 0; row < 2 * stateRows(hash); row++) {
    if (hash == SHA512) store<u64>(key + row * 8, load<u64>(MIDSTATES + row * 16 + lane * 8));
    else store<u32>(key + row * 4, load<u32>(MIDSTATES + row * 16 + lane * 4));
  }
}

/** Overwrites what the last call left of keys and tags. */
export function forget(): void {
  memory.fill(INNER_BLOCK, 0, TAG + 8 * 16 - INNER_BLOCK);
}

/** Values of one prepared key at `items` counters from `first` on. */
export function codesOf(hash: i32, key: usize, first: f64, items: i32, modulus: u32): void {
  const lanes = lanesOf(hash);
  padBlocks(hash);
  setKeys(hash, key, key, key, key);
  for (let item = 0; item < items; item += lanes) {
    const counter: u64 = <i64>first + item;
    setCounters(hash, counter, counter + 1, counter + 2, counter + 3);
    makeTags(hash);
    takeValues(hash, item, modulus);
  }
}

/** Values of the staged keys at the staged counters. */
export function codes(hash: i32, keys: usize, items: i32, modulus: u32): void {
  padBlocks(hash);
  stageRest(items);
  let held = i32x4.splat(-1);
  for (let item = 0; item < items; item += lanesOf(hash)) {
    // The keys stay in the lanes where the next items have the same ones.
    const indices = v128.load(INDICES + item * 4);
    const b = item + 1, c = item + 2, d = item + 3;
    if (v128.any_true(v128.xor(indices, held))) {
      setKeys(hash, keyOf(hash, keys, item), keyOf(hash, keys, b), keyOf(hash, keys, c), keyOf(hash, keys, d));
      held = indices;
    }
    setCounters(hash, counterOf(item), counterOf(b), counterOf(c), counterOf(d));
    makeTags(hash);
    takeValues(hash, item, modulus);
  }
}

/** The lanes behind the last item do it once more. */
function stageRest(items: i32): void {
  for (let item = items; item & 3; item++) {
    store<i32>(INDICES + item * 4, load<i32>(INDICES + item * 4 - 4));
    store<f64>(COUNTERS + item * 8, load<f64>(COUNTERS + item * 8 - 8));
  }
}

function takeValues(hash: i32, item: i32, modulus: u32): void {
  for (let lane = 0; lane < lanesOf(hash); lane++) {
    store<u32>(RESULTS + (item + lane) * 4, valueOf(hash, lane, modulus));
  }
}

@inline function keyOf(hash: i32, keys: usize, item: i32): usize {
  return keys + load<i32>(INDICES + item * 4) * keyBytes(hash);
}

/** By way of a signed number, which the processor has an instruction for. */
@inline function counterOf(item: i32): u64 {
  return <i64>load<f64>(COUNTERS + item * 8);
}

/** Of each lane: its item, −1 when it is idle; the item's key and middle; the offset that is tried. */
const LANE_ITEMS = memory.data(4 * 4, 16);
const LANE_KEYS = memory.data(4 * 4, 16);
const LANE_MIDDLES = memory.data(4 * 8, 16);
const LANE_OFFSETS = memory.data(4 * 4, 16);

@inline function itemIn(lane: i32): i32 {
  return load<i32>(LANE_ITEMS + lane * 4);
}

@inline function keyIn(lane: i32): usize {
  return load<i32>(LANE_KEYS + lane * 4);
}

@inline function offsetIn(lane: i32): i32 {
  return load<i32>(LANE_OFFSETS + lane * 4);
}

@inline function counterIn(lane: i32): u64 {
  return load<u64>(LANE_MIDDLES + lane * 8) + offsetIn(lane);
}

@inline function setLane(lane: i32, item: i32, key: usize): void {
  store<i32>(LANE_ITEMS + lane * 4, item);
  store<i32>(LANE_KEYS + lane * 4, key);
  store<u64>(LANE_MIDDLES + lane * 8, counterOf(item));
  store<i32>(LANE_OFFSETS + lane * 4, 0);
}

@inline function endLane(lane: i32): void {
  store<i32>(LANE_ITEMS + lane * 4, -1);
}

/** Offsets of the staged values in the staged windows. A lane whose item is done takes the next. */
export function verify(hash: i32, keys: usize, items: i32, modulus: u32): void {
  padBlocks(hash);
  stageRest(items);
  let next = min(lanesOf(hash), items);
  for (let lane = 0; lane < 4; lane++) {
    setLane(lane, lane, keyOf(hash, keys, lane));
    if (lane >= next) endLane(lane);
  }
  let isOtherKey = true;
  for (let open = items; open > 0; ) {
    if (isOtherKey) setKeys(hash, keyIn(0), keyIn(1), keyIn(2), keyIn(3));
    isOtherKey = false;
    setCounters(hash, counterIn(0), counterIn(1), counterIn(2), counterIn(3));
    makeTags(hash);
    for (let lane = 0; lane < lanesOf(hash); lane++) {
      const item = itemIn(lane);
      if (item < 0) continue;
      const offset = offsetIn(lane);
      const found = valueOf(hash, lane, modulus) == load<u32>(VALUES + item * 4);
      const then = found ? NOT_FOUND : offsetAfter(offset, item);
      if (then != NOT_FOUND) {
        store<i32>(LANE_OFFSETS + lane * 4, then);
        continue;
      }
      store<i32>(RESULTS + item * 4, found ? offset : NOT_FOUND);
      open--;
      if (next == items) {
        endLane(lane);
        continue;
      }
      const key = keyOf(hash, keys, next);
      isOtherKey |= key != keyIn(lane);
      setLane(lane, next++, key);
    }
  }
}

/** Centre-out, of two as near the one behind first. */
function offsetAfter(offset: i32, item: i32): i32 {
  const behind = load<i32>(BEHIND + item * 4);
  const ahead = load<i32>(AHEAD + item * 4);
  const distance = abs(offset);
  if (offset < 0 && distance <= ahead) return distance;
  if (distance < behind) return -1 - distance;
  return offset >= 0 && distance < ahead ? distance + 1 : NOT_FOUND;
}
