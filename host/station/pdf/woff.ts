import { inflateSync } from 'node:zlib';

const HEADER = 44;
const ENTRY = 20;
const SFNT_HEADER = 12;
const SFNT_ENTRY = 16;
/** No font of ours is near it; a file that claims more is broken. */
const MAX_BYTES = 0x400_0000;

/**
 * The TrueType or OpenType file inside a WOFF 1.0 file (W3C WOFF §4, §5). Readers of fonts inflate
 * a WOFF's table anew for each glyph, which takes seconds for a Japanese one.
 */
export function unpackWoff(woff: Uint8Array): Uint8Array {
  const view = new DataView(woff.buffer, woff.byteOffset, woff.byteLength);
  if (woff.length < HEADER || view.getUint32(0) !== 0x774f_4646) throw new Error('not a WOFF file');
  const count = view.getUint16(12);
  if (HEADER + count * ENTRY > woff.length) throw new Error('a WOFF file that is cut off');
  const tables = Array.from({ length: count }, (_, index) => readTable(woff, view, index));
  const start = SFNT_HEADER + count * SFNT_ENTRY;
  const size = tables.reduce((sum, { bytes }) => sum + aligned(bytes.length), start);
  const font = new Uint8Array(size);
  const out = new DataView(font.buffer);
  out.setUint32(0, view.getUint32(4));
  out.setUint16(4, count);
  let offset = start;
  for (const [index, { tag, checksum, bytes }] of tables.entries()) {
    const entry = SFNT_HEADER + index * SFNT_ENTRY;
    out.setUint32(entry, tag);
    out.setUint32(entry + 4, checksum);
    out.setUint32(entry + 8, offset);
    out.setUint32(entry + 12, bytes.length);
    font.set(bytes, offset);
    offset += aligned(bytes.length);
  }
  return font;
}

interface Table {
  readonly tag: number;
  readonly checksum: number;
  readonly bytes: Uint8Array;
}

function readTable(woff: Uint8Array, view: DataView, index: number): Table {
  const entry = HEADER + index * ENTRY;
  const offset = view.getUint32(entry + 4);
  const packed = view.getUint32(entry + 8);
  const length = view.getUint32(entry + 12);
  if (offset + packed > woff.length || length > MAX_BYTES || packed > length) {
    throw new Error('a WOFF table outside its file');
  }
  const stored = woff.subarray(offset, offset + packed);
  const bytes = packed < length ? inflateSync(stored, { maxOutputLength: length }) : stored;
  if (bytes.length !== length) throw new Error('a WOFF table of another length');
  return { tag: view.getUint32(entry), checksum: view.getUint32(entry + 16), bytes };
}

const aligned = (length: number): number => (length + 3) & ~3;
