import { fromHex } from '../../../protocol/bytes/hex.ts';

/** Bytes written as hex with blanks, and comments after `;`. */
export function bytesOf(text: string): Uint8Array {
  return fromHex(text.replaceAll(/;.*$/gm, '').replaceAll(/\s/g, ''));
}

/**
 * A capture by the specification, big-endian: a section of unknown length with a comment, an
 * interface of link type 250 named `A` that counts nanoseconds, and a packet of five bytes.
 */
export const BIG_ENDIAN = bytesOf(`
  0a0d0d0a 00000028              ; section header, 40 bytes
  1a2b3c4d 0001 0000             ; byte-order magic, version 1.0
  ffffffffffffffff               ; length not told
  0001 0002 68690000             ; comment: hi
  0000 0000                      ; end of options
  00000028
  00000001 00000028              ; interface, 40 bytes
  00fa 0000 00000000             ; link type 250, no snapshot length
  0002 0001 41000000             ; name: A
  0009 0001 09000000             ; 10^-9 s
  0000 0000
  00000028
  00000006 0000002c              ; packet, 44 bytes
  00000000 18eaa29d c76df401     ; interface 0; 1795426200.000001025 s in ns
  00000005 00000009              ; 5 of 9 bytes
  0102030405000000
  0000 0000                      ; end of options
  0000002c`);

/** The same little-endian and in microseconds, without options. */
export const LITTLE_ENDIAN = bytesOf(`
  0a0d0d0a 1c000000
  4d3c2b1a 0100 0000
  ffffffffffffffff
  1c000000
  01000000 14000000
  fa00 0000 00000000
  14000000
  06000000 28000000
  00000000 ee600600 0116df3c     ; 1795426200000001 µs
  05000000 05000000
  0102030405000000
  28000000`);
