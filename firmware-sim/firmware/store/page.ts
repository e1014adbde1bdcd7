/**
 * The header of a page, 12 bytes: "FOB", format version, epoch u32 LE, CRC-32 of these eight bytes
 * LE. It is written after the records that the page starts with and makes them the state of the
 * store: of two pages with a header the one with the later epoch holds.
 */
import { crc32 } from '@fobkit/protocol';

export const FORMAT_VERSION = 1;
export const PAGE_HEADER_BYTES = 12;
const MAGIC = [0x46, 0x4f, 0x42, FORMAT_VERSION] as const;
const CHECKED_BYTES = 8;

/** What a page is found to hold. */
export type PageContent =
  | { readonly kind: 'blank' }
  /** `mended`: one bit of the header was wrong. */
  | { readonly kind: 'store'; readonly epoch: number; readonly mended: boolean }
  /** Only header bytes, and no header: the first format of a blank page was cut. */
  | { readonly kind: 'unborn' }
  /** Zeros but for stuck cells: taken out of service, since it could no longer be erased. */
  | { readonly kind: 'retired' }
  /** Neither: an interrupted erase or rewrite, or something that was never ours. */
  | { readonly kind: 'unknown' };

export function encodePageHeader(epoch: number): Uint8Array {
  const bytes = new Uint8Array(PAGE_HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  view.setUint32(4, epoch, true);
  view.setUint32(CHECKED_BYTES, crc32(bytes, 0, CHECKED_BYTES), true);
  return bytes;
}

export function readPage(page: Uint8Array): PageContent {
  const used = usedLength(page);
  if (used === 0) return { kind: 'blank' };
  const header = page.slice(0, PAGE_HEADER_BYTES);
  const epoch = parsePageHeader(header);
  if (epoch !== undefined) return { kind: 'store', epoch, mended: false };
  const mended = mendPageHeader(header);
  if (mended !== undefined) return { kind: 'store', epoch: mended, mended: true };
  if (used <= PAGE_HEADER_BYTES) return { kind: 'unborn' };
  return { kind: isRetired(page) ? 'retired' : 'unknown' };
}

/** Fifteen bytes in sixteen are zero. */
function isRetired(page: Uint8Array): boolean {
  return page.reduce((sum, byte) => sum + (byte === 0 ? 0 : 1), 0) <= page.length >> 4;
}

/** Length of the page up to and with its last byte that is not erased. */
export function usedLength(page: Uint8Array): number {
  let length = page.length;
  while (length > 0 && page[length - 1] === 0xff) length--;
  return length;
}

/** Whether epoch `a` comes after `b`; the count may wrap. */
export function isLater(a: number, b: number): boolean {
  return ((a - b) | 0) > 0;
}

function parsePageHeader(bytes: Uint8Array): number | undefined {
  if (bytes.length < PAGE_HEADER_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  for (const [i, byte] of MAGIC.entries()) if (bytes[i] !== byte) return undefined;
  if (view.getUint32(CHECKED_BYTES, true) !== crc32(bytes, 0, CHECKED_BYTES)) return undefined;
  return view.getUint32(4, true);
}

/** The epoch of a header with one wrong bit: rotten, or the last bit that a cut left unwritten. */
function mendPageHeader(bytes: Uint8Array): number | undefined {
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    for (let bit = 0; bit < 8; bit++) {
      bytes[i] = byte ^ (1 << bit);
      const epoch = parsePageHeader(bytes);
      if (epoch !== undefined) return epoch;
    }
    bytes[i] = byte;
  }
  return undefined;
}
