import { expect, it } from 'vitest';
import { stm32Crc } from '../../../protocol/nitrokey/stm32-crc.ts';

/** A request without its CRC. */
function request(...bytes: number[]): Uint8Array {
  const report = new Uint8Array(60);
  report.set(bytes);
  return report;
}

// Golden: libnitrokey's C++ function compiled, and a Python one written from ST RM0008, agree.
it.each([
  ['60 zeros: GET_STATUS', request(), 0xef6e_b7df],
  ['GET_CODE of slot 0x20', request(0x04, 0x20), 0x1f70_1c15],
  ['SET_TIME, hard, 1700000000', request(0x0b, 1, 0x00, 0xf1, 0x53, 0x65), 0x10f1_4a48],
  ['the bytes 00 to 3B', Uint8Array.from({ length: 60 }, (_, i) => i), 0x929e_4a1f],
])('the CRC of %s is golden', (_name, bytes, crc) => {
  expect(stm32Crc(bytes)).toBe(crc);
});

it('the CRC of one word of zeros is the one of the STM32 manual’s examples', () => {
  expect(stm32Crc(new Uint8Array(4))).toBe(0xc704_dd7b);
});

it('bytes behind the end are not in it', () => {
  const longer = new Uint8Array(64).fill(0xff, 60);
  expect(stm32Crc(longer, 60)).toBe(0xef6e_b7df);
});
