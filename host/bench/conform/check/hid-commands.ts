import { getInfo } from '@fobkit/protocol';
import type { Check } from '../model.ts';
import { counting, hex } from '../probe/by-hand.ts';
import { check } from '../probe/define.ts';
import { BROADCAST, channelOf, Hid, type HidWire, initPacket, packets } from '../probe/hid-wire.ts';
import type { Probe } from '../probe/probe.ts';

const needs = ['hid'] as const;
const NONE = new Uint8Array(0);

interface Wanted {
  readonly channel: number;
  readonly command: number;
  readonly payload?: Uint8Array;
  readonly error: number;
  readonly rule: string;
}

/** Sends something that is refused, and looks at the error. */
async function refuses(t: Probe, hid: HidWire, wanted: Wanted): Promise<void> {
  const { channel, command, payload = NONE, error, rule } = wanted;
  const reply = await hid.exchange(channel, command, payload);
  const what = `command 0x${command.toString(16)} with ${payload.length} bytes`;
  t.is(reply?.command, Hid.error, rule, `what answers ${what}`);
  t.is(reply?.payload ?? NONE, Uint8Array.of(error), rule, `error of ${what}`);
}

async function echoes(t: Probe, hid: HidWire, channel: number, rule: string): Promise<void> {
  const reply = await hid.exchange(channel, Hid.ping, counting(3));
  t.is(reply?.payload ?? NONE, counting(3), rule, 'PING on a channel that is free to');
}

export const hidCommandChecks: readonly Check[] = [
  check(
    ['hid-init', 'answers INIT with 17 bytes, and refuses a nonce of another length'],
    ['HID-15', 'HID-16'],
    { needs },
    async (t) => {
      const hid = await t.hid();
      const nonce = t.env.randomBytes(8);
      const reply = await hid.exchange(BROADCAST, Hid.init, nonce);
      const told = reply?.payload ?? NONE;
      t.is(reply?.channel, BROADCAST, 'HID-16', 'channel of the reply');
      t.is(told.length, 17, 'HID-16', 'bytes of the reply');
      t.is(told.subarray(0, 8), nonce, 'HID-16', 'nonce');
      t.is(told[12], 2, 'HID-16', 'version of the framing');
      t.is(told[16], 0x0b, 'HID-16', 'capabilities');
      for (const length of [0, 7, 9]) {
        const payload = counting(length);
        const command = Hid.init;
        await refuses(t, hid, { channel: BROADCAST, command, payload, error: 3, rule: 'HID-15' });
      }
    },
  ),
  check(
    ['hid-init-on-own-channel', 'drops what it is doing for a channel that sends INIT'],
    ['HID-17'],
    { needs },
    async (t) => {
      const hid = await t.hid();
      const channel = await hid.open();
      const [first] = packets(channel, Hid.ping, counting(60));
      await hid.write(first ?? NONE);
      const reply = await hid.exchange(channel, Hid.init, t.env.randomBytes(8));
      t.is(reply?.command, Hid.init, 'HID-17', 'what answers INIT in the middle of a message');
      t.is(channelOf(reply?.payload ?? new Uint8Array(17), 8), channel, 'HID-17', 'the channel');
      t.is(await hid.during(700), 0, 'HID-17', 'what comes of the message that was dropped');
      const other = await hid.open();
      await hid.exchange(channel, Hid.lock, hex('0a'));
      await hid.exchange(channel, Hid.init, t.env.randomBytes(8));
      await echoes(t, hid, other, 'HID-17');
    },
  ),
  check(
    ['hid-init-on-broadcast', 'gives a channel at any time and disturbs nobody by it'],
    ['HID-18'],
    { needs },
    async (t) => {
      const hid = await t.hid();
      const channel = await hid.open();
      await hid.exchange(channel, Hid.lock, hex('0a'));
      const [first, second] = packets(channel, Hid.ping, counting(60));
      await hid.write(first ?? NONE);
      const other = await hid.open();
      t.that(other !== channel, 'HID-18', 'INIT gives the channel of another');
      await hid.write(second ?? NONE);
      const reply = await hid.message();
      t.is(reply?.payload ?? NONE, counting(60), 'HID-18', 'the message that was under way');
      const refused = { channel: other, command: Hid.ping, error: 6, rule: 'HID-18' };
      await refuses(t, hid, refused);
      await hid.exchange(channel, Hid.lock, hex('00'));
    },
  ),
  check(
    ['hid-unknown-commands', 'refuses the commands that it does not know, its own among them'],
    ['HID-19'],
    { needs },
    async (t) => {
      const hid = await t.hid();
      const channel = await hid.open();
      for (const command of [0x00, 0x02, 0x03, 0x10, Hid.keepalive, Hid.error, 0x41, 0x7f]) {
        await refuses(t, hid, { channel, command, error: 1, rule: 'HID-19' });
      }
    },
  ),
  check(
    ['hid-message-lengths', 'refuses MESSAGE of no bytes or more than 1,024 at its first packet'],
    ['HID-4', 'HID-20'],
    { needs },
    async (t) => {
      const hid = await t.hid();
      const channel = await hid.open();
      const command = Hid.message;
      await refuses(t, hid, { channel, command, error: 3, rule: 'HID-20' });
      const [first, ...rest] = packets(channel, command, counting(1025));
      await hid.write(first ?? NONE);
      t.is((await hid.message())?.payload ?? NONE, hex('03'), 'HID-20', 'error of 1,025 bytes');
      await hid.writeAll(rest);
      t.is(await hid.during(), 0, 'HID-20', 'replies to the packets that follow');
    },
  ),
  check(
    ['hid-ping-length', 'refuses PING of more than 1,024 bytes'],
    ['HID-4', 'HID-21'],
    { needs },
    async (t) => {
      const hid = await t.hid();
      const channel = await hid.open();
      for (const length of [1025, 7609, 0xffff]) {
        await hid.write(initPacket(channel, Hid.ping, counting(57), length));
        const error = (await hid.message())?.payload ?? NONE;
        t.is(error, hex('03'), 'HID-21', `error of a PING of ${length} bytes`);
      }
    },
  ),
  check(
    ['hid-lock', 'keeps the other channels out while one holds a lock'],
    ['HID-22', 'HID-23'],
    { needs, seconds: 12 },
    async (t) => {
      const hid = await t.hid();
      const [mine, other] = [await hid.open(), await hid.open()];
      const busy = { channel: other, command: Hid.ping, error: 6, rule: 'HID-22' };
      const locked = await hid.exchange(mine, Hid.lock, hex('0a'));
      t.is(locked?.payload.length, 0, 'HID-22', 'bytes of the reply to LOCK');
      await refuses(t, hid, busy);
      await echoes(t, hid, mine, 'HID-22');
      await hid.exchange(mine, Hid.lock, hex('00'));
      await echoes(t, hid, other, 'HID-22');
      await hid.exchange(mine, Hid.lock, hex('0a'));
      await hid.exchange(mine, Hid.lock, hex('02'));
      await t.wait(1.5);
      await refuses(t, hid, busy);
      await t.wait(1);
      await echoes(t, hid, other, 'HID-22');
    },
  ),
  check(
    ['hid-lock-values', 'refuses LOCK of more than 10 seconds or of another length'],
    ['HID-22'],
    { needs },
    async (t) => {
      const hid = await t.hid();
      const channel = await hid.open();
      const command = Hid.lock;
      const rule = 'HID-22';
      await refuses(t, hid, { channel, command, payload: hex('0b'), error: 2, rule });
      await refuses(t, hid, { channel, command, payload: NONE, error: 3, rule });
      await refuses(t, hid, { channel, command, payload: hex('0001'), error: 3, rule });
      await echoes(t, hid, await hid.open(), rule);
    },
  ),
  check(
    ['hid-busy', 'refuses to begin a transaction while another is under way'],
    ['HID-12', 'HID-23'],
    { needs },
    async (t) => {
      const hid = await t.hid();
      const [mine, other] = [await hid.open(), await hid.open()];
      const [first, second] = packets(mine, Hid.ping, counting(60));
      await hid.write(first ?? NONE);
      await refuses(t, hid, { channel: other, command: Hid.ping, error: 6, rule: 'HID-23' });
      await hid.write(second ?? NONE);
      const reply = await hid.message();
      t.is(reply?.channel, mine, 'HID-23', 'channel of the message that was under way');
      t.is(reply?.payload ?? NONE, counting(60), 'HID-23', 'the message that was under way');
    },
  ),
  check(
    ['hid-wink', 'answers WINK with nothing and refuses a payload'],
    ['HID-24'],
    { needs },
    async (t) => {
      const hid = await t.hid();
      const channel = await hid.open();
      const reply = await hid.exchange(channel, Hid.wink, NONE);
      t.is(reply?.command, Hid.wink, 'HID-24', 'what answers WINK');
      t.is(reply?.payload.length, 0, 'HID-24', 'bytes of the reply');
      const payload = hex('00');
      await refuses(t, hid, { channel, command: Hid.wink, payload, error: 3, rule: 'HID-24' });
    },
  ),
  check(
    ['hid-cancel', 'drops a message being received at CANCEL, and ignores it otherwise'],
    ['HID-25'],
    { needs },
    async (t) => {
      const hid = await t.hid();
      const [mine, other] = [await hid.open(), await hid.open()];
      await hid.write(initPacket(mine, Hid.cancel, NONE));
      t.is(await hid.during(), 0, 'HID-25', 'replies to CANCEL of nothing');
      const [first, second] = packets(mine, Hid.ping, counting(60));
      await hid.write(first ?? NONE);
      await hid.write(initPacket(other, Hid.cancel, NONE));
      await hid.write(second ?? NONE);
      const kept = await hid.message();
      t.is(kept?.payload ?? NONE, counting(60), 'HID-25', 'a message that another cancelled');
      await hid.write(first ?? NONE);
      await hid.write(initPacket(mine, Hid.cancel, NONE));
      await hid.write(second ?? NONE);
      t.is(await hid.during(700), 0, 'HID-25', 'what comes of a message that was cancelled');
      const payload = hex('00');
      const command = Hid.cancel;
      await refuses(t, hid, { channel: mine, command, payload, error: 3, rule: 'HID-25' });
    },
  ),
  check(
    ['hid-order', 'lets the first rule decide that refuses a packet'],
    ['HID-26'],
    { needs },
    async (t) => {
      const hid = await t.hid();
      const [mine, other] = [await hid.open(), await hid.open()];
      const rule = 'HID-26';
      await refuses(t, hid, { channel: other + 1, command: 0x02, error: 0x0b, rule });
      const payload = counting(3);
      await refuses(t, hid, { channel: mine, command: 0x02, payload, error: 1, rule });
      await refuses(t, hid, {
        channel: mine,
        command: Hid.lock,
        payload: hex('ff00'),
        error: 3,
        rule,
      });
      await hid.exchange(mine, Hid.lock, hex('05'));
      await refuses(t, hid, { channel: other, command: 0x02, error: 6, rule });
      await hid.write(packets(mine, Hid.ping, counting(60))[0] ?? NONE);
      await refuses(t, hid, { channel: mine, command: 0x02, error: 4, rule });
      await hid.exchange(mine, Hid.lock, hex('00'));
    },
  ),
  check(
    ['hid-keepalive', 'sends KEEPALIVE of status 1 or 2, and never inside a reply'],
    ['HID-27'],
    { needs },
    async (t) => {
      const hid = await t.hid();
      const channel = await hid.open();
      const tag = t.env.randomBytes(8);
      const message = hex('a4 0001 0101 0248');
      const all = Uint8Array.of(...message, ...tag, ...hex('0341a0'));
      await hid.writeAll(packets(channel, Hid.message, all));
      const reply = await hid.message();
      t.is(reply?.command, Hid.message, 'HID-27', `what answers ${getInfo.name}`);
      t.that((reply?.reports.length ?? 0) > 1, 'HID-27', 'GetInfo is answered in one packet');
    },
  ),
];
