import { fromHex } from '@fobkit/protocol';

/** Bytes as the pages write them: hex with blanks anywhere. */
export function hex(text: string): Uint8Array {
  return fromHex(text.replaceAll(/\s+/g, ''));
}

/** Bytes that count up, none of them like the next. */
export function counting(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index + 1) & 0xff);
}

export function join(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The head of an item in its shortest form (docs/protocol/03-messages.md §3.1). */
export function head(type: number, argument: number): Uint8Array {
  if (argument < 24) return Uint8Array.of(type | argument);
  if (argument < 0x100) return Uint8Array.of(type | 24, argument);
  if (argument < 0x1_0000) return Uint8Array.of(type | 25, argument >>> 8, argument & 0xff);
  const bytes = new Uint8Array(9);
  const view = new DataView(bytes.buffer);
  if (argument <= 0xffff_ffff) {
    bytes[0] = type | 26;
    view.setUint32(1, argument);
    return bytes.subarray(0, 5);
  }
  bytes[0] = type | 27;
  view.setBigUint64(1, BigInt(argument));
  return bytes;
}

export const uint = (value: number): Uint8Array => head(0x00, value);
export const bstr = (bytes: Uint8Array): Uint8Array => join(head(0x40, bytes.length), bytes);
export const tstr = (bytes: Uint8Array): Uint8Array => join(head(0x60, bytes.length), bytes);

/** A map from keys and the bytes of their values, as they are given. */
export function map(entries: readonly (readonly [number, Uint8Array])[]): Uint8Array {
  const parts = entries.map(([key, value]) => join(uint(key), value));
  return join(head(0xa0, entries.length), ...parts);
}

export interface ByHand {
  readonly tag: Uint8Array;
  readonly version?: number;
  /** The payload's bytes; the empty map if absent. */
  readonly payload?: Uint8Array;
  /** Further entries behind those of [MSG-8]. */
  readonly more?: readonly (readonly [number, Uint8Array])[];
}

/** A request by [MSG-8], written without the codec. */
export function requestByHand(command: number, parts: ByHand): Uint8Array {
  const { tag, version = 1, payload = hex('a0'), more = [] } = parts;
  return map([[0, uint(version)], [1, uint(command)], [2, bstr(tag)], [3, bstr(payload)], ...more]);
}
