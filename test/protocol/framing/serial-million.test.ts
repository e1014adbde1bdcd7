import { describe, expect, it } from 'vitest';
import { toHex } from '../../../protocol/bytes/hex.ts';
import { encodeSerialFrame, MAX_SERIAL_FRAME } from '../../../protocol/framing/serial-frame.ts';
import { SerialFrameParser } from '../../../protocol/framing/serial-parser.ts';
import { Prng } from '../../support/prng.ts';

const CASES = 700_000;

/** A payload of a size that the protocol uses; now and then a large one or one of zeros. */
function makePayload(random: Prng): Uint8Array {
  if (random.chance(40)) return random.bytes(1 + random.below(1024));
  const payload = random.bytes(1 + random.below(40));
  if (random.chance(4)) payload.fill(random.pick([0, 1, 0xff]));
  return payload;
}

/** What a bad line, a bad cable or a bad program makes of a frame. */
function mutate(random: Prng, frame: Uint8Array): Uint8Array {
  const at = random.below(frame.length);
  const mutated = frame.slice();
  switch (random.below(7)) {
    case 0:
      mutated[at] = (mutated[at] ?? 0) ^ (1 << random.below(8));
      return mutated;
    case 1:
      return mutated.subarray(0, at);
    case 2:
      return mutated.subarray(at + 1);
    case 3:
      mutated[at] = random.pick([0, 1, 0xff, random.below(256)]);
      return mutated;
    case 4:
      mutated.copyWithin(at, random.below(frame.length));
      return mutated;
    case 5:
      return random.bytes(random.below(30));
    default:
      return Uint8Array.from([
        ...mutated.subarray(0, at),
        ...random.bytes(3),
        ...mutated.subarray(at),
      ]);
  }
}

describe('SerialFrameParser', () => {
  it(`reads on within one frame after each of ${CASES.toLocaleString('en')} mutated frames`, () => {
    const random = new Prng(1);
    const parser = new SerialFrameParser();
    const counts = { unchanged: 0, dropped: 0, lostNext: 0 };
    for (let i = 0; i < CASES; i++) {
      const payload = makePayload(random);
      const mutated = mutate(random, encodeSerialFrame(payload));
      // The frame next to the damage may go with it; the one behind must arrive.
      const next = Uint8Array.of(1, i, i >>> 8, i >>> 16);
      const behind = Uint8Array.of(2, i, i >>> 8, i >>> 16);
      const chunk = new Uint8Array(mutated.length + 24);
      chunk.set(mutated);
      let length = mutated.length;
      for (const each of [next, behind]) {
        const frame = encodeSerialFrame(each);
        chunk.set(frame, length);
        length += frame.length;
      }
      const cut = random.below(length);
      const events = [
        ...parser.push(chunk.subarray(0, cut)),
        ...parser.push(chunk.subarray(cut, length)),
      ];
      const frames: Uint8Array[] = [];
      for (const event of events) {
        if (event.type === 'frame') frames.push(event.payload);
        else if (event.bytes < 1 || event.bytes > 2 * MAX_SERIAL_FRAME) expect.fail(event.reason);
        else counts.dropped++;
      }
      if (!same(frames.pop(), behind)) expect.fail(`case ${String(i)}: lost after the damage`);
      if (same(frames.at(-1), next)) frames.pop();
      else counts.lostNext++;
      const [first, ...others] = frames;
      if (first !== undefined) counts.unchanged++;
      if (others.length > 0 || (first !== undefined && !same(first, payload))) {
        expect.fail(`case ${String(i)}: a frame that was not sent: ${toHex(first ?? payload)}`);
      }
    }
    expect(parser.pending).toBe(0);
    // That the mutations do mutate, and that not all of them cost the next frame.
    expect(counts.unchanged).toBeLessThan(CASES / 10);
    expect(counts.dropped).toBeGreaterThan(CASES / 2);
    expect(counts.lostNext).toBeLessThan(CASES / 2);
  });
});

function same(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a?.length === b.length && a.every((byte, i) => byte === b[i]);
}
