import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../protocol/bytes/hex.ts';
import { encodeSerialFrame } from '../../../protocol/framing/serial-frame.ts';
import type { SerialEvent } from '../../../protocol/framing/serial-parser.ts';
import { SerialFrameParser } from '../../../protocol/framing/serial-parser.ts';

const payload = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 80 }),
  fc
    .array(fc.constantFrom(0, 0, 1, 0xff), { minLength: 1, maxLength: 300 })
    .map((values) => Uint8Array.from(values)),
  fc.integer({ min: 1, max: 1024 }).map((n) => new Uint8Array(n).fill(0x5a)),
);
const payloads = fc.array(payload, { minLength: 1, maxLength: 5 });
const garbage = fc.uint8Array({ maxLength: 40 }).map((bytes) => bytes.map((b) => b || 1));

/** Events of a stream that is cut into chunks at the given places. */
function parse(stream: Uint8Array, cuts: readonly number[] = []): SerialEvent[] {
  const parser = new SerialFrameParser();
  const places = cuts.map((cut) => cut % (stream.length + 1)).sort((a, b) => a - b);
  const events: SerialEvent[] = [];
  let from = 0;
  for (const to of [...places, stream.length]) {
    events.push(...parser.push(stream.subarray(from, to)));
    from = to;
  }
  return events;
}

function received(events: readonly SerialEvent[]): string[] {
  return events.flatMap((event) => (event.type === 'frame' ? [toHex(event.payload)] : []));
}

function streamOf(list: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(list.map((each) => encodeSerialFrame(each))));
}

describe('any stream of frames', () => {
  it('is read whole, however it is cut into chunks', () => {
    fc.assert(
      fc.property(payloads, fc.array(fc.nat(), { maxLength: 20 }), (list, cuts) => {
        const stream = streamOf(list);
        const events = parse(stream, cuts);
        expect(events).toEqual(parse(stream));
        expect(received(events)).toEqual(list.map(toHex));
        expect(events.length).toBe(list.length);
      }),
    );
  });

  it('with one bit flipped loses only the frame hit, and the next if a delimiter was hit', () => {
    fc.assert(
      fc.property(payload, payload, payload, fc.nat(), (a, b, c, at) => {
        const frame = encodeSerialFrame(a);
        const bit = at % (frame.length * 8);
        frame[bit >>> 3] = (frame[bit >>> 3] ?? 0) ^ (1 << (bit & 7));
        const rest = streamOf([b, c]);
        const got = received(parse(Uint8Array.from([...frame, ...rest])));
        const delimiterHit = bit >>> 3 === frame.length - 1;
        expect(got).toEqual(delimiterHit ? [toHex(c)] : [toHex(b), toHex(c)]);
      }),
    );
  });

  it('cut off anywhere gives the frames before the cut and, after a 0x00, those behind it', () => {
    fc.assert(
      fc.property(payload, payload, fc.nat(), (a, b, at) => {
        const frame = encodeSerialFrame(a);
        const prefix = frame.subarray(0, at % frame.length);
        const next = encodeSerialFrame(b, { flush: true });
        const stream = Uint8Array.from([...prefix, ...next]);
        // Everything but the delimiter is a whole frame already.
        const whole = prefix.length === frame.length - 1 ? [toHex(a)] : [];
        expect(received(parse(stream))).toEqual([...whole, toHex(b)]);
      }),
    );
  });

  it('with garbage between the frames loses at most the frame that follows it', () => {
    fc.assert(
      fc.property(payload, garbage, payload, payload, (a, noise, b, c) => {
        const stream = [...encodeSerialFrame(a), ...noise, ...streamOf([b, c])];
        const got = received(parse(Uint8Array.from(stream)));
        expect([got[0], got.at(-1)]).toEqual([toHex(a), toHex(c)]);
        expect(got.length).toBe(noise.length === 0 ? 3 : 2);
      }),
    );
  });

  it('with chunks doubled gives nothing that was not sent', () => {
    fc.assert(
      fc.property(payloads, fc.nat(), fc.nat(), (list, i, j) => {
        const stream = streamOf(list);
        const [from = 0, to = 0] = [i % stream.length, j % stream.length].sort((x, y) => x - y);
        const doubled = Uint8Array.from([...stream.subarray(0, to), ...stream.subarray(from)]);
        const sent = new Set(list.map(toHex));
        for (const text of received(parse(doubled))) expect(sent.has(text)).toBe(true);
      }),
    );
  });

  it('has each of its bytes accounted for', () => {
    const bytes = fc.array(fc.oneof(fc.constant(0), fc.nat(255)), { maxLength: 200 });
    const pieces = fc.array(
      fc.oneof(
        payload.map((each) => encodeSerialFrame(each)),
        bytes,
      ),
    );
    fc.assert(
      fc.property(pieces, (list) => {
        const stream = Uint8Array.from(list.flatMap((piece) => [...piece]));
        const parser = new SerialFrameParser();
        let accounted = stream.filter((byte) => byte === 0).length;
        for (const event of parser.push(stream)) {
          accounted +=
            event.type === 'dropped' ? event.bytes : encodeSerialFrame(event.payload).length - 1;
        }
        expect(accounted + parser.pending).toBe(stream.length);
      }),
    );
  });
});
