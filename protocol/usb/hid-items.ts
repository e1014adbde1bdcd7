import { copyBytes } from '../bytes/copy.ts';
import { UsageError, WireError } from '../bytes/errors.ts';
import { ByteReader } from '../bytes/reader.ts';
import { ByteWriter } from '../bytes/writer.ts';

/** Item tags with their types, as in the upper six bits of a short item: HID 1.11 §6.2.2. */
export const HidTag = {
  Input: 0x80,
  Output: 0x90,
  Collection: 0xa0,
  Feature: 0xb0,
  EndCollection: 0xc0,
  UsagePage: 0x04,
  LogicalMinimum: 0x14,
  LogicalMaximum: 0x24,
  PhysicalMinimum: 0x34,
  PhysicalMaximum: 0x44,
  UnitExponent: 0x54,
  Unit: 0x64,
  ReportSize: 0x74,
  ReportId: 0x84,
  ReportCount: 0x94,
  Push: 0xa4,
  Pop: 0xb4,
  Usage: 0x08,
  UsageMinimum: 0x18,
  UsageMaximum: 0x28,
} as const;

/** The first byte of a long item: HID 1.11 §6.2.2.3. */
const LONG_ITEM = 0xfe;

/** The length of an item's data by bits 0 and 1 of its first byte. */
const SIZES: readonly number[] = [0, 1, 2, 4];

/** One item of a report descriptor. */
export interface HidItem {
  /** Bits 2 to 7 of the first byte: tag and type; see `HidTag`. 0xFE for a long item. */
  readonly tag: number;
  /** 0, 1, 2 or 4 bytes, least significant first; for a long item its tag, then its data. */
  readonly data: Uint8Array;
}

/** An item with an unsigned number in as few bytes as it needs, none when there is no number. */
export function hidItem(tag: number, value?: number): HidItem {
  const writer = new ByteWriter(4);
  if (value === undefined) return { tag, data: writer.finish() };
  if (value <= 0xff) writer.u8(value);
  else if (value <= 0xffff) writer.u16le(value);
  else writer.u32le(value);
  return { tag, data: writer.finish() };
}

/** The data of a short item as an unsigned number; no data is 0 (HID 1.11 §6.2.2.2). */
export function hidItemValue({ data }: HidItem): number {
  return data.reduceRight((sum, byte) => sum * 256 + byte, 0);
}

/** @throws UsageError when the data of an item has another length than an item can have. */
export function encodeHidItems(items: readonly HidItem[]): Uint8Array {
  const writer = new ByteWriter(64);
  for (const { tag, data } of items) {
    if (tag === LONG_ITEM) {
      writer
        .u8(LONG_ITEM)
        .u8(data.length - 1)
        .bytes(data);
      continue;
    }
    const size = SIZES.indexOf(data.length);
    if (size < 0 || (tag & 3) !== 0) throw new UsageError('a HID item has 0, 1, 2 or 4 bytes');
    writer.u8(tag | size).bytes(data);
  }
  return writer.finish();
}

/** @throws WireError when the last item is cut. */
export function decodeHidItems(bytes: Uint8Array): readonly HidItem[] {
  const reader = new ByteReader(bytes);
  const items: HidItem[] = [];
  while (reader.remaining > 0) {
    const at = reader.position;
    const head = reader.u8();
    const long = head === LONG_ITEM;
    const size = long ? 1 + reader.u8() : (SIZES[head & 3] ?? 0);
    if (size > reader.remaining) {
      throw new WireError('truncated', `HID item at byte ${String(at)}: ${String(size)} bytes`);
    }
    items.push({ tag: long ? head : head & 0xfc, data: copyBytes(reader.take(size)) });
  }
  return items;
}
