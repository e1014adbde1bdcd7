import { getInfo, getStatus, loadSeed } from '@fobkit/protocol';
import type { Check } from '../model.ts';
import { bstr, head, hex, join, map, requestByHand, uint } from '../probe/by-hand.ts';
import { isMalformed, isTaken, withField } from '../probe/cbor-ask.ts';
import { check } from '../probe/define.ts';
import { ascii } from '../probe/load.ts';

const NO_TAG = new Uint8Array(8);

export const fieldChecks: readonly Check[] = [
  check(
    ['fields-unknown', 'ignores fields whose keys it does not know'],
    ['MSG-15', 'MSG-32'],
    {},
    async (t) => {
      const talk = await t.talk();
      const values = [
        [hex('a2 02 00 01 00'), 'a map whose keys do not ascend'],
        [hex('62 c080'), 'a text that is no UTF-8'],
        [hex('82 f4 20'), 'an array'],
      ] as const;
      for (const [value, what] of values) {
        await isTaken(t, talk, [withField(talk, value), 'MSG-15', `a field with ${what}`]);
      }
      const payload = map([
        [1, uint(1)],
        [70_000, bstr(ascii('later'))],
      ]);
      t.is(
        await talk.status(getStatus.code, payload),
        'ok',
        'MSG-15',
        'an unknown field in a payload',
      );
      t.is(await talk.status(getInfo.code, map([[0, uint(1)]])), 'ok', 'MSG-15', 'one before all');
    },
  ),
  check(
    ['fields-nested', 'passes over four levels below an unknown field and no more'],
    ['MSG-16'],
    {},
    async (t) => {
      const talk = await t.talk();
      await isTaken(t, talk, [withField(talk, hex('81 81 81 81 00')), 'MSG-16', 'four levels']);
      const five = withField(talk, hex('81 81 81 81 81 00'));
      await isMalformed(t, talk, [five, 'MSG-16', 'five levels']);
    },
  ),
  check(
    ['fields-known', 'refuses fields that are missing, of another type or beyond their limits'],
    ['MSG-10', 'MSG-13', 'MSG-14'],
    {},
    async (t) => {
      const talk = await t.talk();
      for (const missing of [1, 3]) {
        const entries = [
          [0, uint(1)],
          [1, uint(1)],
          [2, bstr(talk.tag())],
          [3, bstr(hex('a0'))],
        ] as const;
        const message = map(entries.filter(([key]) => key !== missing));
        await isMalformed(t, talk, [message, 'MSG-14', `no field ${missing}`]);
      }
      const command = requestByHand(0x1_0000, { tag: talk.tag() });
      await isMalformed(t, talk, [command, 'MSG-14', 'command 65,536']);
      const payload = new Uint8Array(961);
      const long = requestByHand(1, { tag: talk.tag(), payload });
      await isMalformed(t, talk, [long, 'MSG-14', 'a payload of 961 bytes']);
      const wrong = [
        [hex('a1 01 11'), 'MSG-14', '17 events'],
        [hex('a1 01 f5'), 'MSG-14', 'true for a number'],
        [hex('a1 01 20'), 'MSG-14', '-1 events'],
        [hex('00'), 'MSG-10', 'a payload that is no map'],
        [new Uint8Array(0), 'MSG-10', 'an empty payload'],
      ] as const;
      for (const [bytes, rule, what] of wrong) {
        t.is(await talk.status(getStatus.code, bytes), 'bad-payload', rule, `status of ${what}`);
      }
    },
  ),
  check(
    ['envelope-largest', 'takes an envelope with a payload of 960 bytes'],
    ['MSG-8', 'MSG-13'],
    {},
    async (t) => {
      const talk = await t.talk();
      const filler = new Uint8Array(960 - 1 - 2 - 3).fill(0x2a);
      const payload = join(hex('a1 18ff'), head(0x40, filler.length), filler);
      t.sure(payload.length === 960, `the largest payload has ${payload.length} bytes`);
      t.is(await talk.status(getInfo.code, payload), 'ok', 'MSG-13', 'status of GetInfo');
    },
  ),
  check(
    ['fields-named', 'refuses a number that a table of names does not have'],
    ['MSG-17', 'CMD-3'],
    { needs: ['key'] },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      const seed = new Uint8Array(20);
      const load = loadSeed.request.encode(await t.wish(talk, { mode: 'any', seed }));
      // A map, key 1, the head of 20 bytes, the seed, then key 2.
      const at = 3 + seed.length;
      t.sure(load[at] === 2, 'the mode is not found in the encoded request');
      for (const [offset, name] of [
        [1, 'mode'],
        [3, 'algorithm'],
      ] as const) {
        const payload = load.slice();
        payload[at + offset] = 3;
        const { status } = await seal.inner(loadSeed.code, payload);
        t.is(status, 'bad-payload', 'MSG-17', `status of ${name} 3`);
      }
    },
  ),
  check(
    ['envelope-outline', 'reads version and tag before anything else of an envelope'],
    ['MSG-22', 'MSG-23', 'MSG-35'],
    {},
    async (t) => {
      const talk = await t.talk();
      const bad = [
        [hex('a0'), 'the empty map'],
        [hex('80'), 'no map'],
        [join(hex('a2 0001 0247'), new Uint8Array(7)), 'a tag of 7 bytes'],
        [join(hex('a1 0248'), talk.tag()), 'no version'],
      ] as const;
      for (const [message, what] of bad) {
        const answer = await talk.raw(message);
        t.is(answer.status, 'malformed', 'MSG-22', `status of ${what}`);
        t.is(answer.tag, NO_TAG, 'MSG-23', `tag in the reply to ${what}`);
        t.is(answer.command, 0, 'MSG-23', `command in the reply to ${what}`);
      }
      const tag = talk.tag();
      const rest = map([
        [0, uint(1)],
        [2, bstr(tag)],
      ]);
      const answer = await talk.raw(rest);
      t.is(answer.tag, tag, 'MSG-23', 'tag in the reply to an envelope that lacks the rest');
    },
  ),
];
