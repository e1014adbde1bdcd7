import { catalogue, equalBytes, getInfo, getStatus, readCode, wipe } from '@fobkit/protocol';
import type { Check } from '../model.ts';
import { bstr, hex, join, map, requestByHand, uint } from '../probe/by-hand.ts';
import { check } from '../probe/define.ts';
import type { Probe } from '../probe/probe.ts';
import type { Talk } from '../probe/talk.ts';

const TAG = hex('a1a2a3a4a5a6a7a8');

async function statusByte(t: Probe, talk: Talk, message: Uint8Array): Promise<number | undefined> {
  const bytes = await talk.pass(message);
  t.that(bytes !== undefined, 'MSG-20', 'no reply comes');
  return bytes?.at(-1);
}

export const answerChecks: readonly Check[] = [
  check(
    ['message-vectors', 'answers Wink and GetInfo by the bytes of the pages'],
    ['MSG-8', 'MSG-9', 'MSG-10', 'CMD-19'],
    {},
    async (t) => {
      const talk = await t.talk();
      const wink = await talk.pass(hex('a4 0001 0106 0248 a1a2a3a4a5a6a7a8 0341a0'));
      const due = hex('a5 0001 0106 0248 a1a2a3a4a5a6a7a8 0341a0 0400');
      t.is(wink ?? hex('00'), due, 'MSG-9', 'the reply to Wink of §3.2');
      const info = await talk.pass(hex('a4 0001 0101 0248 a1a2a3a4a5a6a7a8 0341a0'));
      const told = info?.subarray(0, 16) ?? hex('00');
      t.is(
        told,
        hex('a5 0001 0101 0248 a1a2a3a4a5a6a7a8 03'),
        'MSG-9',
        'head of the reply to GetInfo',
      );
      t.is(info?.subarray(-2) ?? hex('00'), hex('0400'), 'MSG-9', 'status of GetInfo');
    },
  ),
  check(
    ['message-order', 'answers each message with one reply, in the order in which they came'],
    ['MSG-20'],
    { needs: ['serial'] },
    async (t) => {
      const talk = await t.talk();
      const tags = [1, 2, 3, 4].map(() => talk.tag());
      for (const tag of tags) await talk.wire.send(talk.envelope(getStatus.code, hex('a0'), tag));
      for (const tag of tags) {
        const reply = await talk.wire.receive();
        t.is(reply?.subarray(7, 15) ?? hex('00'), tag, 'MSG-20', 'tag of the reply that is due');
      }
      t.is(await talk.unasked(), 0, 'MSG-20', 'further replies');
    },
  ),
  check(['message-silence', 'sends nothing by itself'], ['MSG-20'], { seconds: 5 }, async (t) => {
    const talk = await t.talk();
    await t.info(talk);
    t.is(await talk.unasked(5000), 0, 'MSG-20', 'what comes unasked within 5 s');
  }),
  check(
    ['message-refusals-change-nothing', 'is as it was after a refusal'],
    ['MSG-21'],
    {},
    async (t) => {
      const talk = await t.talk();
      const before = await t.status(talk, 1);
      const refused = [
        requestByHand(0x0fff, { tag: talk.tag() }),
        requestByHand(wipe.code, { tag: talk.tag() }),
        requestByHand(getStatus.code, { tag: talk.tag(), payload: hex('00') }),
        requestByHand(getInfo.code, { tag: talk.tag(), version: 9 }),
        hex('a0'),
      ];
      for (const message of refused) {
        t.that((await talk.raw(message)).status !== 'ok', 'MSG-22', 'nothing is refused');
      }
      const after = await t.status(talk, 1);
      const { uptime: _, clock: __, batteryMillivolts: ___, ...wanted } = before;
      const { uptime, clock, batteryMillivolts, ...told } = after;
      t.that(uptime >= before.uptime, 'MSG-21', 'the fob was reset');
      t.is((clock === undefined) === (before.clock === undefined), true, 'MSG-21', 'the clock');
      t.that(batteryMillivolts >= 0, 'MSG-21', 'the cell');
      t.is(told, wanted, 'MSG-21', 'what GetStatus tells after refusals');
    },
  ),
  check(
    ['message-steps', 'takes the steps of the table in their order'],
    ['MSG-22', 'MSG-23', 'CMD-1'],
    {},
    async (t) => {
      const talk = await t.talk();
      const { lifecycle } = await t.info(talk);
      const bad = hex('00');
      const status = async (command: number, version = 1): Promise<string> => {
        const tag = talk.tag();
        return (await talk.raw(requestByHand(command, { tag, version, payload: bad }))).status;
      };
      t.is(await status(0x0fff, 2), 'unsupported-version', 'MSG-22', 'version before command');
      t.is(await status(0x0fff), 'unknown-command', 'MSG-22', 'command before payload');
      t.is(await status(wipe.code), 'seal-required', 'MSG-22', 'seal before lifecycle and payload');
      t.is(await status(getStatus.code), 'bad-payload', 'MSG-22', 'the payload');
      const due = lifecycle === 'ready' ? 'bad-payload' : 'wrong-lifecycle';
      t.is(await status(readCode.code), due, 'MSG-22', 'lifecycle before payload');
      const tag = talk.tag();
      const long = requestByHand(0x1_0000, { tag, version: 2 });
      t.is(
        (await talk.raw(long)).status,
        'unsupported-version',
        'MSG-22',
        'version before the rest',
      );
    },
  ),
  check(
    ['message-status-numbers', 'tells a refusal by the number of the table'],
    ['MSG-26'],
    {},
    async (t) => {
      const talk = await t.talk();
      const { lifecycle } = await t.info(talk);
      const by = (command: number, payload?: Uint8Array): Uint8Array =>
        requestByHand(command, { tag: talk.tag(), ...(payload === undefined ? {} : { payload }) });
      const numbers = [
        [hex('a0'), 0x01, 'malformed'],
        [requestByHand(1, { tag: talk.tag(), version: 2 }), 0x02, 'unsupported-version'],
        [by(0x0fff), 0x03, 'unknown-command'],
        [by(0x02, hex('00')), 0x04, 'bad-payload'],
        [by(0x25), 0x20, 'seal-required'],
        [by(0x01), 0x00, 'ok'],
      ] as const;
      for (const [message, number, name] of numbers) {
        t.is(await statusByte(t, talk, message), number, 'MSG-26', `number of ${name}`);
      }
      if (lifecycle === 'ready') return;
      t.is(await statusByte(t, talk, by(0x03)), 0x10, 'MSG-26', 'number of wrong-lifecycle');
    },
  ),
  check(
    ['message-repeated', 'gives a repeated request the same reply and executes nothing'],
    ['MSG-28', 'MSG-22'],
    { seconds: 2 },
    async (t) => {
      const talk = await t.talk();
      const message = talk.envelope(getStatus.code, hex('a0'));
      const first = await talk.raw(message);
      await t.wait(2);
      const second = await talk.raw(message);
      t.is(second.bytes, first.bytes, 'MSG-28', 'the reply to the same bytes two seconds later');
    },
  ),
  check(
    ['message-kept-one', 'keeps the last request of a link alone, as long as the link is open'],
    ['MSG-29', 'MSG-30'],
    { seconds: 4 },
    async (t) => {
      const talk = await t.talk();
      const message = talk.envelope(getStatus.code, hex('a0'));
      const first = await talk.raw(message);
      await t.wait(1);
      await t.info(talk);
      const second = await talk.raw(message);
      t.that(
        !equalBytes(first.bytes, second.bytes),
        'MSG-29',
        'a request is kept behind another one',
      );
      await t.wait(1);
      const last = talk.envelope(getStatus.code, hex('a0'));
      const other = await talk.raw(last);
      t.that(!equalBytes(other.bytes, second.bytes), 'MSG-30', 'a new tag is no new request');
      if (!t.subject.hangsUp) return;
      await t.closeWires();
      await t.wait(1);
      const again = await (await t.talk()).raw(last);
      t.that(
        !equalBytes(again.bytes, other.bytes),
        'MSG-29',
        'a request is kept over a closed link',
      );
    },
  ),
  check(
    ['message-kept-by-link', 'keeps the last request of each link by itself'],
    ['MSG-28', 'MSG-29', 'USB-7'],
    { needs: ['two-links'], seconds: 2 },
    async (t) => {
      const [talk, other] = [await t.talk(), await t.otherTalk()];
      const message = talk.envelope(getStatus.code, hex('a0'));
      const first = await talk.raw(message);
      await t.wait(1);
      const there = await other.raw(message);
      t.that(!equalBytes(first.bytes, there.bytes), 'MSG-29', 'a request is kept for another link');
      t.is((await talk.raw(message)).bytes, first.bytes, 'MSG-28', 'the reply on its own link');
    },
  ),
  check(
    ['message-version', 'answers another version with its own and does nothing'],
    ['MSG-34', 'MSG-35', 'MSG-36'],
    {},
    async (t) => {
      const talk = await t.talk();
      const reply = await talk.pass(hex('a4 0002 0101 0248 a1a2a3a4a5a6a7a8 0341a0'));
      const due = hex('a4 0001 0100 0248 a1a2a3a4a5a6a7a8 0402');
      t.is(reply ?? hex('00'), due, 'MSG-36', 'the reply to version 2 of §3.7');
      const later = join(hex('a3 0003 0181f5 0248'), TAG, hex('ff ff'));
      t.is(
        (await talk.pass(later)) ?? hex('00'),
        due,
        'MSG-35',
        'the reply, whatever stands behind',
      );
      const old = map([
        [0, uint(0)],
        [1, uint(1)],
        [2, bstr(TAG)],
        [3, bstr(hex('a0'))],
      ]);
      t.is((await talk.pass(old)) ?? hex('00'), due, 'MSG-36', 'the reply to version 0');
    },
  ),
  check(
    ['message-commands-told', 'knows the commands that GetInfo names and no other'],
    ['MSG-32', 'CMD-1', 'CMD-3'],
    {},
    async (t) => {
      const talk = await t.talk();
      const { features } = await t.info(talk);
      const must = [0x01, 0x02, 0x10, 0x11, 0x20, 0x24, 0x25];
      for (const command of must) {
        t.that(features.commands.includes(command), 'CMD-1', `command ${command} is not told`);
      }
      const known = catalogue.map(({ code }) => code);
      for (const command of [...known, 0x00, 0x07, 0x12, 0x1f, 0x26, 0xff, 0x101, 0xffff]) {
        const told = features.commands.includes(command);
        const status = await talk.status(command, hex('00'));
        t.is(status !== 'unknown-command', told, 'MSG-32', `whether command ${command} is known`);
      }
    },
  ),
];
