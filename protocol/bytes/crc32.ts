/** The polynomial of IEEE 802.3 §3.2.9, bits reversed. */
const POLYNOMIAL = 0xedb8_8320;

const TABLE = makeTable();

/** State of a CRC-32 before its first byte. */
export const CRC32_START = 0xffff_ffff | 0;

/**
 * CRC-32 of `bytes` from `start` to `end`: IEEE 802.3, reflected, initial value and final XOR
 * 0xFFFFFFFF. Unsigned; the CRC of the ASCII text `123456789` is 0xCBF43926.
 */
export function crc32(bytes: Uint8Array, start = 0, end = bytes.length): number {
  let state = CRC32_START;
  for (let i = start; i < end; i++) state = crc32Step(state, bytes[i] ?? 0);
  return crc32Finish(state);
}

/** The state after one more byte; begin with `CRC32_START`. */
export function crc32Step(state: number, byte: number): number {
  return (TABLE[(state ^ byte) & 0xff] ?? 0) ^ (state >>> 8);
}

/** The state after more bytes; begin with `CRC32_START`. */
export function crc32Update(state: number, bytes: Uint8Array): number {
  let next = state;
  for (const byte of bytes) next = crc32Step(next, byte);
  return next;
}

/** The CRC of a state, unsigned. */
export function crc32Finish(state: number): number {
  return ~state >>> 0;
}

function makeTable(): Int32Array {
  const table = new Int32Array(256);
  for (let n = 0; n < 256; n++) {
    let value = n;
    for (let bit = 0; bit < 8; bit++) {
      value = value & 1 ? POLYNOMIAL ^ (value >>> 1) : value >>> 1;
    }
    table[n] = value;
  }
  return table;
}
