import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../protocol/bytes/errors.ts';
import { fromHex, toHex } from '../../../protocol/bytes/hex.ts';
import { MAX_MESSAGE } from '../../../protocol/framing/limits.ts';
import { encodeSerialFrame, MAX_SERIAL_FRAME } from '../../../protocol/framing/serial-frame.ts';
import { SerialFrameParser } from '../../../protocol/framing/serial-parser.ts';
import { framesOf } from '../../support/doc-frames.ts';

const examples = framesOf('02-serial-framing.md');

function example(name: string): Uint8Array {
  const frame = examples.get(name);
  if (frame === undefined) throw new Error(`no example ${name}`);
  return frame;
}

describe('encodeSerialFrame', () => {
  it('[SER-1] [SER-4] writes payload, CRC-32 low byte first, COBS, 0x00', () => {
    const frame = encodeSerialFrame(fromHex('313233343536373839'));
    expect(toHex(frame)).toBe('0e3132333435363738392639f4cb00');
  });

  it('[SER-10] writes a 0x00 before the frame when asked to', () => {
    expect(toHex(encodeSerialFrame(fromHex('00'), { flush: true }))).toBe('0001058def02d200');
    expect(toHex(encodeSerialFrame(fromHex('00')))).toBe('01058def02d200');
  });

  it('[SER-3] takes 1 to 1,024 bytes and writes at most 1,033 before the 0x00', () => {
    expect(() => encodeSerialFrame(new Uint8Array(0))).toThrow(UsageError);
    expect(() => encodeSerialFrame(new Uint8Array(1025))).toThrow(UsageError);
    expect(encodeSerialFrame(new Uint8Array(1)).length).toBe(7);
    const largest = encodeSerialFrame(new Uint8Array(1024).fill(0x11));
    expect([MAX_MESSAGE, MAX_SERIAL_FRAME, largest.length]).toEqual([1024, 1033, 1034]);
  });

  it('gives frames of their own: a later one does not change an earlier one', () => {
    const first = encodeSerialFrame(fromHex('313233343536373839'));
    encodeSerialFrame(new Uint8Array(60).fill(0xee));
    expect(toHex(first)).toBe('0e3132333435363738392639f4cb00');
  });
});

describe('the worked examples of docs/protocol/02-serial-framing.md', () => {
  const payloads: readonly [string, Uint8Array, boolean][] = [
    ['serial-check', fromHex('313233343536373839'), false],
    ['serial-zeros', fromHex('83000100'), false],
    ['serial-full-block', new Uint8Array(254).fill(0x11), false],
    ['serial-first', fromHex('83000100'), true],
  ];

  it.each(payloads)(
    '%s is what the encoder writes and the parser reads',
    (name, payload, flush) => {
      expect(toHex(encodeSerialFrame(payload, { flush }))).toBe(toHex(example(name)));
      expect(new SerialFrameParser().push(example(name))).toEqual([{ type: 'frame', payload }]);
    },
  );

  it('serial-damaged is dropped for its checksum', () => {
    expect(new SerialFrameParser().push(example('serial-damaged'))).toEqual([
      { type: 'dropped', reason: 'checksum', bytes: 14 },
    ]);
  });

  it('has no other examples', () => {
    expect([...examples.keys()].sort()).toEqual(
      [...payloads.map(([name]) => name), 'serial-damaged'].sort(),
    );
  });
});
