import type { Check } from '../model.ts';
import { counting, hex, join, requestByHand } from '../probe/by-hand.ts';
import { check } from '../probe/define.ts';
import { BROADCAST, Hid, initPacket, packets, report } from '../probe/hid-wire.ts';

const needs = ['hid'] as const;
const NONE = new Uint8Array(0);
/** Number of the message Wink (docs/protocol/06-commands.md). */
const WINK = 0x06;

export const hidPacketChecks: readonly Check[] = [
  check(
    ['hid-reports', 'sends reports of 64 bytes, numbers big-endian, unused bytes 0'],
    ['HID-1', 'HID-2', 'HID-3', 'HID-5', 'HID-16'],
    { needs },
    async (t) => {
      const hid = await t.hid();
      await hid.write(join(hex('ffffffff 86 0008 a1a2a3a4a5a6a7a8'), new Uint8Array(49)));
      const told = (await hid.report()) ?? NONE;
      t.is(told.length, 64, 'HID-1', 'bytes of a report');
      t.is(told.subarray(0, 7), hex('ffffffff 86 0011'), 'HID-3', 'head of the reply to INIT');
      t.is(told.subarray(7, 15), hex('a1a2a3a4a5a6a7a8'), 'HID-16', 'nonce in the reply');
      t.is(told.subarray(24), new Uint8Array(40), 'HID-2', 'unused bytes of the reply');
    },
  ),
  check(
    ['hid-unused-bytes', 'does not look at the unused bytes of a packet'],
    ['HID-2'],
    { needs },
    async (t) => {
      const hid = await t.hid();
      const channel = await hid.open();
      const packet = initPacket(channel, Hid.ping, counting(57), 3);
      await hid.write(packet);
      const reply = await hid.message();
      t.is(reply?.payload ?? NONE, counting(3), 'HID-2', 'echo of a PING of 3 bytes');
    },
  ),
  check(
    ['hid-other-lengths', 'ignores a report of another length than 64'],
    ['HID-1'],
    { needs: ['hid', 'raw-reports'] },
    async (t) => {
      const hid = await t.hid();
      const channel = await hid.open();
      await hid.write(initPacket(channel, Hid.ping, NONE).subarray(0, 63));
      t.is(await hid.during(), 0, 'HID-1', 'reports that answer one of 63 bytes');
      t.is((await hid.exchange(channel, Hid.ping, NONE))?.command, Hid.ping, 'HID-1', 'the next');
    },
  ),
  check(
    ['hid-long-messages', 'takes and sends messages in as many packets as they need'],
    ['HID-2', 'HID-4', 'HID-6', 'HID-7', 'HID-8', 'HID-21'],
    { needs },
    async (t) => {
      const hid = await t.hid();
      const channel = await hid.open();
      for (const length of [0, 1, 57, 58, 116, 117, 1024]) {
        const sent = counting(length);
        const reply = await hid.exchange(channel, Hid.ping, sent);
        t.is(reply?.payload ?? NONE, sent, 'HID-21', `echo of a PING of ${length} bytes`);
        const due = length <= 57 ? 1 : 1 + Math.ceil((length - 57) / 59);
        t.is(reply?.reports.length, due, 'HID-8', `packets of ${length} bytes`);
        const last = reply?.reports.at(-1) ?? NONE;
        const used = length <= 57 ? 7 + length : 5 + length - 57 - (due - 2) * 59;
        t.that(
          last.subarray(used).every((byte) => byte === 0),
          'HID-2',
          'an unused byte is not 0',
        );
      }
    },
  ),
  check(
    ['hid-message', 'answers a message of page 3 in MESSAGE, on its channel'],
    ['HID-5', 'HID-6', 'HID-20', 'USB-23'],
    { needs },
    async (t) => {
      const hid = await t.hid();
      const channel = await hid.open();
      const tag = hex('a1a2a3a4a5a6a7a8');
      const reply = await hid.exchange(channel, Hid.message, requestByHand(WINK, { tag }));
      t.is(reply?.channel, channel, 'HID-6', 'channel of the reply');
      t.is(reply?.command, Hid.message, 'HID-20', 'command of the reply');
      const due = hex('a5 0001 0106 0248 a1a2a3a4a5a6a7a8 0341a0 0400');
      t.is(reply?.payload ?? NONE, due, 'HID-20', 'the reply to Wink of §3.2');
    },
  ),
  check(
    ['hid-channels', 'gives channels in ascending order, none twice'],
    ['HID-9', 'HID-10'],
    { needs },
    async (t) => {
      const hid = await t.hid();
      let before = 0;
      for (let count = 0; count < 4; count++) {
        const channel = await hid.open();
        t.that(channel !== 0 && channel !== BROADCAST, 'HID-9', `channel ${channel} is reserved`);
        t.that(channel > before, 'HID-10', `channel ${channel} is given after ${before}`);
        before = channel;
      }
    },
  ),
  check(
    ['hid-channels-forgotten', 'forgets all channels at a reset'],
    ['HID-10', 'USB-26'],
    { needs: ['hid', 'power-cut'], destructive: true },
    async (t) => {
      const channel = await (await t.hid()).open();
      await t.powerCut();
      const hid = await t.hid();
      const reply = await hid.exchange(channel, Hid.ping, NONE);
      t.is(reply?.payload ?? NONE, hex('0b'), 'HID-10', 'error on a channel of before the reset');
      const first = await hid.open();
      t.that(first >= 1 && first <= 0x7fff_ffff, 'HID-10', `the first channel is ${first}`);
    },
  ),
  check(
    [
      'hid-channel-not-given',
      'refuses a packet on a channel that it did not give, on that channel',
    ],
    ['HID-9', 'HID-11', 'HID-28'],
    { needs },
    async (t) => {
      const hid = await t.hid();
      const given = await hid.open();
      for (const channel of [0, given + 1, BROADCAST]) {
        const reply = await hid.exchange(channel, Hid.ping, NONE);
        t.is(reply?.command, Hid.error, 'HID-11', `command on channel ${channel}`);
        t.is(reply?.payload ?? NONE, hex('0b'), 'HID-11', `error on channel ${channel}`);
        t.is(reply?.channel, channel, 'HID-11', 'channel of the error');
      }
      t.is(await hid.during(), 0, 'HID-28', 'further replies to what was refused');
    },
  ),
  check(
    ['hid-stray-continuation', 'ignores a continuation packet that belongs to nothing'],
    ['HID-12'],
    { needs },
    async (t) => {
      const hid = await t.hid();
      const [channel, other] = [await hid.open(), await hid.open()];
      await hid.write(report(channel, [0], counting(59)));
      t.is(await hid.during(), 0, 'HID-12', 'replies to a continuation of nothing');
      const [first, second] = packets(channel, Hid.ping, counting(60));
      await hid.write(first ?? NONE);
      await hid.write(report(other, [0], counting(59)));
      await hid.write(second ?? NONE);
      const reply = await hid.message();
      t.is(reply?.payload ?? NONE, counting(60), 'HID-12', 'echo of a message with a stray packet');
    },
  ),
  check(
    ['hid-time-out', 'drops a message whose next packet does not come within 500 ms'],
    ['HID-13', 'HID-28'],
    { needs },
    async (t) => {
      const hid = await t.hid();
      const channel = await hid.open();
      const [first, second] = packets(channel, Hid.ping, counting(60));
      await hid.write(first ?? NONE);
      const begin = t.env.clock.now();
      t.is(await hid.during(400), 0, 'HID-13', 'reports within 400 ms');
      const error = await hid.message();
      t.is(error?.command, Hid.error, 'HID-13', 'what comes after 500 ms');
      t.that(t.env.clock.now() - begin < 1000, 'HID-13', 'the error comes after a second');
      t.is(error?.payload ?? NONE, hex('05'), 'HID-13', 'error when the rest does not come');
      t.is(error?.channel, channel, 'HID-13', 'channel of the error');
      await hid.write(second ?? NONE);
      t.is(await hid.during(), 0, 'HID-13', 'replies to the rest that comes late');
    },
  ),
  check(
    ['hid-sequence', 'drops a message whose packets do not follow on each other'],
    ['HID-7', 'HID-14'],
    { needs },
    async (t) => {
      const hid = await t.hid();
      const channel = await hid.open();
      const [first, , third] = packets(channel, Hid.ping, counting(150));
      for (const wrong of [third ?? NONE, initPacket(channel, Hid.ping, NONE)]) {
        await hid.write(first ?? NONE);
        await hid.write(wrong);
        const error = await hid.message();
        t.is(error?.payload ?? NONE, hex('04'), 'HID-14', 'error of a packet out of sequence');
        t.is(await hid.during(700), 0, 'HID-14', 'what comes of the dropped message');
      }
    },
  ),
];
