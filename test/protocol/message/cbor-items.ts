/**
 * CBOR for tests, written from RFC 8949 alone: any item of the kinds that fobkit uses, as plain
 * values. It shares nothing with protocol/message.
 */
export type Item = number | boolean | string | Uint8Array | readonly Item[] | Entries;
export type Entries = ReadonlyMap<number, Item>;

/** A head in its shortest form, or in `width` bytes of argument. */
export function head(major: number, argument: number, width?: 0 | 1 | 2 | 4 | 8): Uint8Array {
  const bytes = width ?? shortest(argument);
  if (bytes === 0) return Uint8Array.of((major << 5) | argument);
  const out = new Uint8Array(1 + bytes);
  out[0] = (major << 5) | { 1: 24, 2: 25, 4: 26, 8: 27 }[bytes];
  for (let i = bytes, rest = BigInt(argument); i > 0; i--, rest >>= 8n)
    out[i] = Number(rest & 255n);
  return out;
}

function shortest(argument: number): 0 | 1 | 2 | 4 | 8 {
  if (argument < 24) return 0;
  if (argument < 256) return 1;
  if (argument < 65_536) return 2;
  return argument < 4_294_967_296 ? 4 : 8;
}

/** Deterministic encoding (RFC 8949 §4.2.1); map keys are unsigned integers. */
export function encodeItem(item: Item): Uint8Array {
  if (typeof item === 'boolean') return Uint8Array.of(item ? 0xf5 : 0xf4);
  if (typeof item === 'number') return item < 0 ? head(1, -1 - item) : head(0, item);
  if (typeof item === 'string') {
    const bytes = new TextEncoder().encode(item);
    return concat([head(3, bytes.length), bytes]);
  }
  if (item instanceof Uint8Array) return concat([head(2, item.length), item]);
  if (item instanceof Map) return encodeEntries([...item].sort(([a], [b]) => a - b));
  const list: readonly Item[] = item as readonly Item[];
  return concat([head(4, list.length), ...list.map(encodeItem)]);
}

/** A map with its entries in the order given, which need not be the deterministic one. */
export function encodeEntries(entries: readonly (readonly [number, Item])[]): Uint8Array {
  const parts = entries.flatMap(([key, value]) => [encodeItem(key), encodeItem(value)]);
  return concat([head(5, entries.length), ...parts]);
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const utf8 = new TextDecoder();

/** Decodes one item that fills `bytes`; bytes that are no UTF-8 become U+FFFD. */
export function decodeItem(bytes: Uint8Array): Item {
  const reader = { bytes, at: 0 };
  const item = read(reader);
  if (reader.at !== bytes.length) throw new Error('bytes behind the item');
  return item;
}

interface Reader {
  readonly bytes: Uint8Array;
  at: number;
}

function read(reader: Reader): Item {
  const initial = reader.bytes[reader.at++] ?? 0xff;
  const major = initial >> 5;
  const argument = readArgument(reader, initial & 31);
  if (major === 0) return argument;
  if (major === 1) return -1 - argument;
  if (major === 2) return take(reader, argument);
  if (major === 3) return utf8.decode(take(reader, argument));
  if (major === 4) return readItems(reader, argument);
  if (major === 5) {
    const items = readItems(reader, 2 * argument);
    const keys = items.filter((_, i) => i % 2 === 0);
    return new Map(keys.map((key, i) => [Number(key), items[2 * i + 1] ?? false]));
  }
  if (initial === 0xf4 || initial === 0xf5) return initial === 0xf5;
  throw new Error('an item of a kind that no message has');
}

function readItems(reader: Reader, count: number): Item[] {
  if (count > reader.bytes.length) throw new Error('items are missing');
  return Array.from({ length: count }, () => read(reader));
}

function readArgument(reader: Reader, info: number): number {
  if (info < 24) return info;
  const width = [1, 2, 4, 8][info - 24];
  if (width === undefined) throw new Error('a head of a kind that no message has');
  return take(reader, width).reduce((sum, byte) => sum * 256 + byte, 0);
}

function take(reader: Reader, length: number): Uint8Array {
  const part = reader.bytes.slice(reader.at, reader.at + length);
  if (part.length < length) throw new Error('bytes are missing');
  reader.at += length;
  return part;
}
