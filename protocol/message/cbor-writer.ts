import type { ByteWriter } from '../bytes/writer.ts';

/** CBOR major types that fobkit messages use (RFC 8949 §3.1). */
export const Major = {
  unsigned: 0,
  negative: 1,
  bytes: 2,
  text: 3,
  array: 4,
  map: 5,
  simple: 7,
} as const;

export type Major = (typeof Major)[keyof typeof Major];

/** Writes a CBOR head in the shortest form (RFC 8949 §4.2.1). */
export function writeHead(writer: ByteWriter, major: Major, argument: number): void {
  const initial = major << 5;
  if (argument < 24) {
    writer.u8(initial | argument);
  } else if (argument < 0x100) {
    writer.u8(initial | 24);
    writer.u8(argument);
  } else if (argument < 0x1_0000) {
    writer.u8(initial | 25);
    writer.u16be(argument);
  } else if (argument < 0x1_0000_0000) {
    writer.u8(initial | 26);
    writer.u32be(argument);
  } else {
    writer.u8(initial | 27);
    writer.u64be(argument);
  }
}

export function writeInteger(writer: ByteWriter, value: number): void {
  if (value < 0) writeHead(writer, Major.negative, -1 - value);
  else writeHead(writer, Major.unsigned, value);
}
