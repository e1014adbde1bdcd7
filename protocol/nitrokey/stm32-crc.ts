const POLYNOMIAL = 0x04c1_1db7;

/**
 * The CRC that the STM32F1's hardware makes of `bytes` from 0 to `end` (ST RM0008 §4): polynomial
 * 0x04C11DB7, initial value 0xFFFFFFFF, no reflection and no final XOR, over 32-bit words that are
 * read least significant byte first. `end` is a multiple of four. Unsigned.
 */
export function stm32Crc(bytes: Uint8Array, end = bytes.length): number {
  let crc = 0xffff_ffff;
  for (let at = 0; at < end; at += 4) {
    crc ^=
      (bytes[at] ?? 0) |
      ((bytes[at + 1] ?? 0) << 8) |
      ((bytes[at + 2] ?? 0) << 16) |
      ((bytes[at + 3] ?? 0) << 24);
    for (let bit = 0; bit < 32; bit++) {
      crc = crc & 0x8000_0000 ? (crc << 1) ^ POLYNOMIAL : crc << 1;
    }
  }
  return crc >>> 0;
}
