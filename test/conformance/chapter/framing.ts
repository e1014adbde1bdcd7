import { encodeSerialFrame, getInfo, MAX_MESSAGE } from '@fobkit/protocol';
import { Prng } from '../../support/prng.ts';
import type { Chapter } from './chapter.ts';

const ZERO = Uint8Array.of(0);

export const framing: Chapter = {
  title: 'A fob finds its frames among garbage',
  about: 'serial',
  async tell(c) {
    const raw = await c.raw();
    const dice = new Prng(3);
    const garbage = dice.bytes(300).map((byte) => byte || 1);
    const frame = (): Uint8Array =>
      encodeSerialFrame(raw.request(getInfo.code, getInfo.request.encode({})));
    await raw.send('a frame', frame());
    await raw.send('nothing but ends', ZERO, ZERO, ZERO);
    await raw.send('garbage, then a frame', garbage, ZERO, frame());
    await raw.send('garbage that runs into a frame', garbage, frame());
    await raw.send('the frame after it', frame());
    const cut = frame();
    await raw.send('half a frame', cut.slice(0, 20));
    await raw.send('the other half', cut.slice(20));
    await raw.send('half a frame, its end, then a frame', cut.slice(0, 20), ZERO, frame());
    const bytes = frame();
    await raw.send('a frame byte by byte', ...Array.from(bytes, (byte) => Uint8Array.of(byte)));
    await raw.send('two frames in one', joined(frame(), frame()));
    for (let i = 0; i < 8; i++) {
      const broken = frame();
      const at = dice.below(broken.length - 1);
      // Neither what it was nor the end of a frame.
      broken[at] = 1 + (((broken[at] ?? 0) + dice.below(254)) % 255);
      await raw.send(`a frame with a broken byte ${String(at)}`, broken);
    }
    const long = new Uint8Array(2 * MAX_MESSAGE).fill(0x55);
    await raw.send('a frame longer than any', long, ZERO);
    await raw.send('the frame after it', frame());
  },
};

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
