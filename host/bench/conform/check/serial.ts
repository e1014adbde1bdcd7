import { encodeSerialFrame } from '@fobkit/protocol';
import type { Check } from '../model.ts';
import { bstr, hex, join, requestByHand } from '../probe/by-hand.ts';
import { check } from '../probe/define.ts';
import type { Probe } from '../probe/probe.ts';
import { strictPayload, stuffed } from '../probe/serial-frame.ts';
import type { SerialWire } from '../probe/serial-wire.ts';

const needs = ['serial'] as const;
const NONE = new Uint8Array(0);

/** GetInfo in its frame, as docs/protocol/03-messages.md §3.2 has it. */
const GET_INFO = hex('02a41501010102 48a1a2a3a4a5a6a7a8 0341a0 286ebd80 00');
const GET_INFO_HEAD = hex('a5 0001 0101 0248 a1a2a3a4a5a6a7a8 03');

/** GetInfo in a frame, by a tag of its own. */
function request(t: Probe): { readonly tag: Uint8Array; readonly frame: Uint8Array } {
  const tag = t.env.randomBytes(8);
  return { tag, frame: encodeSerialFrame(requestByHand(0x01, { tag })) };
}

/** Sends bytes that are no frame; then a frame, which alone is answered. */
async function passesOver(
  t: Probe,
  serial: SerialWire,
  { bytes, rule, what }: { bytes: Uint8Array; rule: string; what: string },
): Promise<void> {
  await serial.write(bytes);
  t.is(await serial.during(), 0, rule, `replies to ${what}`);
  await answers(t, serial, rule);
}

async function answers(t: Probe, serial: SerialWire, rule: string): Promise<void> {
  const { tag, frame } = request(t);
  await serial.write(frame);
  const reply = await serial.receive();
  t.that(reply !== undefined, rule, 'the next frame is not answered');
  t.is(reply?.subarray(7, 15) ?? NONE, tag, rule, 'tag of the next reply');
}

export const serialChecks: readonly Check[] = [
  check(
    ['serial-frame', 'answers the frame of the pages with a frame as they write it'],
    ['SER-1', 'SER-2', 'SER-4', 'SER-6', 'SER-9'],
    { needs },
    async (t) => {
      const serial = await t.serial();
      await serial.write(join(hex('00'), GET_INFO));
      const frame = await serial.frame();
      t.that(frame !== undefined, 'SER-2', 'the frame of §3.2 is not answered');
      const payload = strictPayload(frame ?? NONE);
      t.is(payload.subarray(0, 16), GET_INFO_HEAD, 'SER-2', 'head of the reply to GetInfo');
    },
  ),
  check(
    ['serial-delimiter', 'takes a frame that further bytes 0x00 stand before and behind'],
    ['SER-9', 'SER-11'],
    { needs },
    async (t) => {
      const serial = await t.serial();
      await serial.write(join(hex('000000'), request(t).frame, hex('000000')));
      t.that((await serial.receive()) !== undefined, 'SER-9', 'it is not answered');
      t.is(await serial.during(), 0, 'SER-11', 'replies to nothing between two 0x00');
    },
  ),
  check(
    ['serial-cut-anywhere', 'takes a frame however the stream is cut'],
    ['SER-5'],
    { needs },
    async (t) => {
      const serial = await t.serial();
      for (const byte of request(t).frame) await serial.write(Uint8Array.of(byte));
      t.that((await serial.receive()) !== undefined, 'SER-5', 'a frame byte by byte');
      const [one, two] = [request(t), request(t)];
      await serial.write(join(one.frame, two.frame));
      t.is((await serial.receive())?.subarray(7, 15) ?? NONE, one.tag, 'SER-5', 'the first of two');
      t.is((await serial.receive())?.subarray(7, 15) ?? NONE, two.tag, 'SER-5', 'the second');
    },
  ),
  check(
    ['serial-longest', 'takes a payload of 1,024 bytes'],
    ['SER-3', 'SER-6', 'SER-7'],
    { needs },
    async (t) => {
      const serial = await t.serial();
      const tag = Uint8Array.from(t.env.randomBytes(8), (byte) => byte | 1);
      const filler = new Uint8Array(1024 - 22).fill(0x11);
      const message = requestByHand(0x01, { tag, more: [[5, bstr(filler)]] });
      t.sure(message.length === 1024, `the longest message has ${message.length} bytes`);
      await serial.write(encodeSerialFrame(message, { flush: true }));
      const reply = await serial.receive();
      t.is(reply?.subarray(7, 15) ?? NONE, tag, 'SER-3', 'the reply to 1,024 bytes');
    },
  ),
  check(
    ['serial-last-block', 'takes a last block of code 0x01 behind a full one'],
    ['SER-7'],
    { needs },
    async (t) => {
      const serial = await t.serial();
      // Behind the one zero of the envelope exactly 254 bytes without a zero: tag and filler are
      // drawn until the checksum has none either.
      for (let tries = 0; tries < 400; tries++) {
        const tag = Uint8Array.from(t.env.randomBytes(8), (byte) => byte | 1);
        const filler = Uint8Array.from(t.env.randomBytes(231), (byte) => byte | 1);
        const message = requestByHand(0x01, { tag, more: [[5, bstr(filler)]] });
        const frame = encodeSerialFrame(message);
        const full = frame[2] === 0xff && frame.length === 2 + 255 + 1;
        if (!full) continue;
        await serial.write(join(hex('00'), frame.subarray(0, -1), hex('01 00')));
        const reply = await serial.receive();
        t.is(reply?.subarray(7, 15) ?? NONE, tag, 'SER-7', 'the reply to such a frame');
        return;
      }
      t.sure(false, 'no frame with a full last block was found');
    },
  ),
  check(
    ['serial-garbage', 'begins anew at each 0x00'],
    ['SER-11', 'SER-14'],
    { needs },
    async (t) => {
      const serial = await t.serial();
      const garbage = Uint8Array.from(t.env.randomBytes(200), (byte) => byte | 1);
      await serial.write(hex('00'));
      await passesOver(t, serial, {
        bytes: join(garbage, hex('00')),
        rule: 'SER-11',
        what: 'bytes without sense',
      });
    },
  ),
  check(
    ['serial-too-long', 'drops what is longer than a frame, however long'],
    ['SER-3', 'SER-12', 'SER-13'],
    { needs },
    async (t) => {
      const serial = await t.serial();
      await serial.write(hex('00'));
      const what = '5,000 bytes without a 0x00';
      const bytes = join(new Uint8Array(5000).fill(0x22), hex('00'));
      await passesOver(t, serial, { bytes, rule: 'SER-12', what });
      const long = join(new Uint8Array(5000).fill(0x22), request(t).frame);
      await passesOver(t, serial, { bytes: long, rule: 'SER-12', what: 'a frame behind them' });
    },
  ),
  check(
    ['serial-payload-too-long', 'drops a frame whose payload has more than 1,024 bytes'],
    ['SER-3', 'SER-13'],
    { needs },
    async (t) => {
      const serial = await t.serial();
      await serial.write(hex('00'));
      const what = 'a payload of 1,025 bytes';
      await passesOver(t, serial, { bytes: longFrame(t), rule: 'SER-3', what });
    },
  ),
  check(
    ['serial-cobs', 'drops a frame whose last block does not end where the frame ends'],
    ['SER-8', 'SER-13'],
    { needs },
    async (t) => {
      const serial = await t.serial();
      const { frame } = request(t);
      const cut = join(hex('00'), frame.subarray(0, -2), hex('00'));
      await passesOver(t, serial, { bytes: cut, rule: 'SER-8', what: 'a block cut short' });
      const single = hex('ff 11 22 00');
      await passesOver(t, serial, { bytes: single, rule: 'SER-8', what: 'a full block cut short' });
    },
  ),
  check(
    ['serial-too-short', 'drops a frame without payload'],
    ['SER-3', 'SER-13'],
    { needs },
    async (t) => {
      const serial = await t.serial();
      // The CRC-32 of no bytes is 0: four zeros.
      for (const bytes of [hex('00 0101010101 00'), hex('00 0101 00'), hex('00 01 00')]) {
        await passesOver(t, serial, { bytes, rule: 'SER-13', what: 'a frame without payload' });
      }
    },
  ),
  check(
    ['serial-checksum', 'drops a frame whose checksum differs'],
    ['SER-4', 'SER-13', 'SER-14', 'MSG-23'],
    { needs },
    async (t) => {
      const serial = await t.serial();
      const damaged = hex('00 02a41501010102 48a1a2a3a4a5a6a7a9 0341a0 286ebd80 00');
      const what = 'a frame with a bit flipped';
      await passesOver(t, serial, { bytes: damaged, rule: 'SER-4', what });
      const big = hex('00 02a41501010102 48a1a2a3a4a5a6a7a8 0341a0 80bd6e28 00');
      await passesOver(t, serial, {
        bytes: big,
        rule: 'SER-4',
        what: 'a checksum written the other way',
      });
    },
  ),
  check(
    ['serial-damage', 'loses one frame by one damaged byte, and one more by a damaged 0x00'],
    ['SER-14'],
    { needs },
    async (t) => {
      const serial = await t.serial();
      const [one, two] = [request(t), request(t)];
      const joined = join(hex('00'), one.frame.subarray(0, -1), hex('77'), two.frame);
      await passesOver(t, serial, {
        bytes: joined,
        rule: 'SER-14',
        what: 'two frames run together',
      });
    },
  ),
  check(
    ['serial-no-repetition', 'sends each reply once'],
    ['SER-15', 'MSG-20'],
    { needs, seconds: 3 },
    async (t) => {
      const serial = await t.serial();
      await serial.write(join(hex('00'), request(t).frame));
      t.that((await serial.receive()) !== undefined, 'SER-15', 'no reply comes');
      t.is(await serial.during(3000), 0, 'SER-15', 'further frames within 3 s');
    },
  ),
  check(
    ['serial-link-closed', 'drops an unfinished frame when the link is closed'],
    ['SER-16', 'USB-26'],
    { needs: ['serial', 'hang-up'] },
    async (t) => {
      const before = await t.serial();
      await before.write(join(hex('00'), request(t).frame.subarray(0, 9)));
      await t.closeWires();
      const serial = await t.serial();
      await answers(t, serial, 'SER-16');
    },
  ),
];

/** Zeros, so that the frame itself is not too long. */
function longFrame(t: Probe): Uint8Array {
  const more = [[5, bstr(new Uint8Array(1003))]] as const;
  return stuffed(requestByHand(0x01, { tag: t.env.randomBytes(8), more }));
}
