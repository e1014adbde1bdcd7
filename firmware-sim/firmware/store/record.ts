/**
 * One record of the log:
 *
 *     byte 0       key
 *     bytes 1-2    bits 0-9 payload length, bit 10 `more`, bits 11-12 kind, bits 13-15 zero; LE
 *     byte 3       CRC-8 of bytes 0 to 2
 *     payload      0 to 512 bytes
 *     4 bytes      CRC-32 of header and payload, LE
 *     1 byte       commit marker: 0xFF while the record is being written, 0x00 after it
 *
 * The header has a check of its own because the length in it leads to the next record: were one
 * rotten bit enough to lose the way, it would hide every later record. CRC-8 with polynomial 0x07
 * has distance 4 over 24 bits of data, so one wrong bit is mended and two are noticed. The three
 * zero bits keep every header at least three bits away from erased flash.
 */
import { crc32 } from '@fobkit/protocol';

export const RecordKind = {
  /** The key's value from here on. */
  Value: 0,
  /** One more entry of a log-like key. */
  Entry: 1,
  /** The key has no value from here on. Empty payload. */
  Removed: 2,
  /** Keys whose value rotted away, one bit a key, 32 bytes; key 0. */
  Damage: 3,
} as const;
export type RecordKind = (typeof RecordKind)[keyof typeof RecordKind];

const KINDS: readonly RecordKind[] = [
  RecordKind.Value,
  RecordKind.Entry,
  RecordKind.Removed,
  RecordKind.Damage,
];

/** What is to be written. */
export interface Draft {
  readonly key: number;
  readonly kind: RecordKind;
  readonly payload: Uint8Array;
}

export interface RecordHeader {
  readonly key: number;
  readonly kind: RecordKind;
  /** The record is part of a batch that goes on: it counts only once the last part is there. */
  readonly more: boolean;
  readonly length: number;
}

export interface RecordView {
  readonly header: RecordHeader;
  /** One wrong bit of the header was mended. */
  readonly mended: boolean;
  /** The CRC-32 holds. */
  readonly intact: boolean;
  readonly marker: number;
  /** Index of the first byte after the record. */
  readonly end: number;
}

export const MAX_PAYLOAD = 512;
export const HEADER_BYTES = 4;
const CRC_BYTES = 4;
export const MARKER_BYTES = 1;
/** Bytes of flash that a record takes beyond its payload. */
export const RECORD_OVERHEAD = HEADER_BYTES + CRC_BYTES + MARKER_BYTES;
export const COMMITTED = 0x00;

/** The record in front of its marker: header, payload, CRC-32. */
export function encodeBody(draft: Draft, more: boolean): Uint8Array {
  const length = draft.payload.length;
  const bytes = new Uint8Array(HEADER_BYTES + length + CRC_BYTES);
  const view = new DataView(bytes.buffer);
  bytes[0] = draft.key;
  view.setUint16(1, length | (more ? 1 << 10 : 0) | (draft.kind << 11), true);
  bytes[3] = headerCheck(draft.key, bytes[1] ?? 0, bytes[2] ?? 0);
  bytes.set(draft.payload, HEADER_BYTES);
  view.setUint32(HEADER_BYTES + length, crc32(bytes, 0, HEADER_BYTES + length), true);
  return bytes;
}

/** The record that stands at `at`; undefined when its header or length cannot be believed. */
export function readRecord(page: Uint8Array, at: number): RecordView | undefined {
  if (at + RECORD_OVERHEAD > page.length) return undefined;
  const found = readHeader(page, at);
  if (found === undefined) return undefined;
  const { header, mended } = found;
  const end = at + RECORD_OVERHEAD + header.length;
  if (end > page.length) return undefined;
  const checked = end - CRC_BYTES - MARKER_BYTES;
  const content = mended ? withHeader(page.subarray(at, checked), found.word) : undefined;
  const crc = content === undefined ? crc32(page, at, checked) : crc32(content);
  const intact = crc === readU32(page, checked);
  return { header, mended, intact, marker: page[end - MARKER_BYTES] ?? 0xff, end };
}

/** The payload of the record that stands at `at`, as a view into `page`. */
export function payloadOf(page: Uint8Array, at: number, header: RecordHeader): Uint8Array {
  return page.subarray(at + HEADER_BYTES, at + HEADER_BYTES + header.length);
}

/** A marker that is nearer to 0x00 than to 0xFF: rot of a bit or three does not undo a commit. */
export function isCommitted(marker: number): boolean {
  let ones = 0;
  for (let bits = marker; bits !== 0; bits &= bits - 1) ones++;
  return ones < 4;
}

function readHeader(
  page: Uint8Array,
  at: number,
): { header: RecordHeader; mended: boolean; word: number } | undefined {
  const word = readU32(page, at);
  const plain = parseHeader(word);
  if (plain !== undefined) return { header: plain, mended: false, word };
  for (let bit = 0; bit < 32; bit++) {
    const mendedWord = word ^ (1 << bit);
    const header = parseHeader(mendedWord);
    if (header !== undefined) return { header, mended: true, word: mendedWord };
  }
  return undefined;
}

function parseHeader(word: number): RecordHeader | undefined {
  const key = word & 0xff;
  const field = (word >>> 8) & 0xffff;
  if (headerCheck(key, field & 0xff, field >>> 8) !== word >>> 24) return undefined;
  const length = field & 0x3ff;
  const kind = KINDS[field >>> 11];
  if (kind === undefined || length > MAX_PAYLOAD) return undefined;
  return { key, kind, more: (field & (1 << 10)) !== 0, length };
}

function withHeader(content: Uint8Array, word: number): Uint8Array {
  const copy = content.slice();
  new DataView(copy.buffer).setUint32(0, word, true);
  return copy;
}

/** CRC-8, polynomial 0x07, from 0xFF: zeroed flash is no header either. */
function headerCheck(b0: number, b1: number, b2: number): number {
  let crc = 0xff;
  for (const byte of [b0, b1, b2]) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = ((crc << 1) ^ (crc & 0x80 ? 0x07 : 0)) & 0xff;
  }
  return crc;
}

function readU32(bytes: Uint8Array, at: number): number {
  return (
    ((bytes[at] ?? 0) |
      ((bytes[at + 1] ?? 0) << 8) |
      ((bytes[at + 2] ?? 0) << 16) |
      ((bytes[at + 3] ?? 0) << 24)) >>>
    0
  );
}
