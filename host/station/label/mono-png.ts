import { crc32, deflateSync } from 'node:zlib';
import type { MonoBitmap } from './mono-bitmap.ts';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const INCHES_PER_METRE = 1000 / 25.4;

/** A bitmap as a PNG of one bit a dot, with its resolution (PNG §11.2, §11.3.5.3). */
export function monoPng(bitmap: MonoBitmap, dpi: number): Uint8Array {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, bitmap.width);
  view.setUint32(4, bitmap.height);
  view.setUint8(8, 1);
  const resolution = new Uint8Array(9);
  const dotsPerMetre = Math.round(dpi * INCHES_PER_METRE);
  new DataView(resolution.buffer).setUint32(0, dotsPerMetre);
  new DataView(resolution.buffer).setUint32(4, dotsPerMetre);
  resolution[8] = 1;
  return joined([
    Uint8Array.from(SIGNATURE),
    chunk('IHDR', header),
    chunk('pHYs', resolution),
    chunk('IDAT', deflateSync(scanLines(bitmap))),
    chunk('IEND', new Uint8Array(0)),
  ]);
}

/** Each row behind a byte that says "as it is"; in a PNG 1 is white. */
function scanLines(bitmap: MonoBitmap): Uint8Array {
  const lines = new Uint8Array((bitmap.rowBytes + 1) * bitmap.height);
  for (let y = 0; y < bitmap.height; y++) {
    lines.set(
      bitmap.row(y).map((byte) => byte ^ 0xff),
      y * (bitmap.rowBytes + 1) + 1,
    );
  }
  return lines;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = joined([new TextEncoder().encode(type), data]);
  const bytes = new Uint8Array(body.length + 8);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(body, 4);
  view.setUint32(body.length + 4, crc32(body));
  return bytes;
}

const joined = (parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
