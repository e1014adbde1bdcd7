import { describe, expect, it } from 'vitest';
import { fromHex } from '../../../protocol/bytes/hex.ts';
import { encodeCobs } from '../../../protocol/framing/cobs.ts';
import { SerialFrameParser } from '../../../protocol/framing/serial-parser.ts';

/** The payload `01 02 03 04` and its frame, CRC-32 0xB63CFBCD, written by hand. */
const PAYLOAD = fromHex('01020304');
const FRAME = fromHex('0901020304cdfb3cb600');
const GOOD = { type: 'frame', payload: PAYLOAD };

function parse(...chunks: (Uint8Array | string)[]): unknown[] {
  const parser = new SerialFrameParser();
  return chunks.flatMap((chunk) => parser.push(typeof chunk === 'string' ? fromHex(chunk) : chunk));
}

describe('SerialFrameParser', () => {
  it('reads a frame', () => {
    expect(parse(FRAME)).toEqual([GOOD]);
  });

  it('[SER-5] reads a frame that comes byte by byte', () => {
    expect(parse(...Array.from(FRAME, (byte) => Uint8Array.of(byte)))).toEqual([GOOD]);
  });

  it('[SER-5] reads several frames in one chunk', () => {
    expect(parse(Buffer.concat([FRAME, FRAME, FRAME]))).toEqual([GOOD, GOOD, GOOD]);
  });

  it('[SER-5] reads a frame whose delimiter alone is late', () => {
    expect(parse(FRAME.subarray(0, -1), FRAME.subarray(-1))).toEqual([GOOD]);
  });

  it('[SER-11] takes no notice of empty frames', () => {
    expect(parse('000000', FRAME, '0000', FRAME)).toEqual([GOOD, GOOD]);
  });

  it('[SER-13] drops a block that does not end where the frame ends', () => {
    expect(parse('0a01020304cdfb3cb600', FRAME)).toEqual([
      { type: 'dropped', reason: 'cobs', bytes: 9 },
      GOOD,
    ]);
  });

  it('[SER-13] drops what has no payload, a right CRC-32 of nothing included', () => {
    expect(parse('010101010100', '0401020300', '0100')).toEqual([
      { type: 'dropped', reason: 'too-short', bytes: 5 },
      { type: 'dropped', reason: 'too-short', bytes: 4 },
      { type: 'dropped', reason: 'too-short', bytes: 1 },
    ]);
  });

  it('[SER-13] drops a frame whose CRC-32 differs', () => {
    expect(parse('0901020304cdfb3cb700', FRAME)).toEqual([
      { type: 'dropped', reason: 'checksum', bytes: 9 },
      GOOD,
    ]);
  });

  it('[SER-4] drops a frame whose CRC-32 has the other byte order', () => {
    expect(parse('0901020304b63cfbcd00')).toEqual([
      { type: 'dropped', reason: 'checksum', bytes: 9 },
    ]);
  });

  it('[SER-12] drops more than 1,033 bytes as too long, and tells how many', () => {
    const bytes = 5_000_001;
    expect(parse(new Uint8Array(bytes).fill(0xaa), '00', FRAME)).toEqual([
      { type: 'dropped', reason: 'too-long', bytes },
      GOOD,
    ]);
  });

  it('[SER-12] decodes 1,033 bytes still, and 1,034 no more', () => {
    const noise = new Uint8Array(1034).fill(0xaa);
    for (const chunks of [[noise], [noise.subarray(0, 1000), noise.subarray(1000)]]) {
      expect(parse(...chunks, '00')).toMatchObject([{ reason: 'too-long', bytes: 1034 }]);
    }
    expect(parse(noise.subarray(1), '00')).toMatchObject([{ reason: 'cobs', bytes: 1033 }]);
  });

  it('[SER-12] counts on over chunks of any size', () => {
    const chunks = Array.from({ length: 300 }, () => new Uint8Array(100).fill(0xaa));
    expect(parse(...chunks, '00', FRAME)).toEqual([
      { type: 'dropped', reason: 'too-long', bytes: 30_000 },
      GOOD,
    ]);
  });

  it('[SER-13] drops a payload of 1,025 bytes within a short enough frame', () => {
    const encoded = encodeCobs(new Uint8Array(1029));
    expect(encoded.length).toBe(1030);
    expect(parse(encoded, '00')).toEqual([{ type: 'dropped', reason: 'too-long', bytes: 1030 }]);
  });

  it('[SER-14] loses the next frame too when the delimiter was hit, and no third', () => {
    expect(parse('0901020304cdfb3cb680', FRAME, FRAME)).toEqual([
      { type: 'dropped', reason: 'cobs', bytes: 19 },
      GOOD,
    ]);
  });

  it('[SER-10] loses nothing of a frame that a 0x00 precedes', () => {
    expect(parse('5a5a5a', '00', FRAME)).toEqual([
      { type: 'dropped', reason: 'cobs', bytes: 3 },
      GOOD,
    ]);
  });

  it('[SER-16] forgets an unfinished frame when the link ends', () => {
    const parser = new SerialFrameParser();
    parser.push(FRAME.subarray(0, 4));
    expect(parser.pending).toBe(4);
    expect(parser.reset()).toEqual({ type: 'dropped', reason: 'cut', bytes: 4 });
    expect(parser.reset()).toBeUndefined();
    expect(parser.push(FRAME)).toEqual([GOOD]);
  });

  it('gives payloads of their own', () => {
    const parser = new SerialFrameParser();
    const chunk = FRAME.slice();
    const [event] = parser.push(chunk);
    chunk.fill(0xee);
    parser.push(chunk);
    expect(event).toEqual(GOOD);
  });
});
