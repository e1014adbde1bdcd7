import { getInfo, getStatus, loadSeed, readDisplay, selfTest } from '@fobkit/protocol';
import type { Check } from '../model.ts';
import { hex, join, requestByHand, tstr } from '../probe/by-hand.ts';
import { isMalformed, isTaken, withField } from '../probe/cbor-ask.ts';
import { check } from '../probe/define.ts';
import { checkCbor } from '../probe/strict-cbor.ts';

export const cborChecks: readonly Check[] = [
  check(
    ['cbor-of-replies', 'writes its messages in deterministic CBOR'],
    ['MSG-1', 'MSG-2', 'MSG-3', 'MSG-4', 'MSG-5', 'MSG-6', 'MSG-7', 'MSG-10', 'MSG-18'],
    {},
    async (t) => {
      const talk = await t.talk();
      const events = getStatus.request.encode({ events: 16 });
      const asked = [
        [getInfo.code, hex('a0')],
        [getStatus.code, events],
        [readDisplay.code, hex('a0')],
        [selfTest.code, hex('a0')],
        [0xfff, hex('a0')],
      ] as const;
      for (const [command, payload] of asked) {
        const { bytes, payload: told } = await talk.raw(talk.envelope(command, payload));
        checkCbor(bytes);
        if (told !== undefined) checkCbor(told);
        t.that(true, 'MSG-7', 'well written');
      }
    },
  ),
  check(['cbor-items', 'refuses items that are not used'], ['MSG-1', 'MSG-7'], {}, async (t) => {
    const talk = await t.talk();
    const unused = [
      ['c0 01', 'a tag'],
      ['f6', 'null'],
      ['f7', 'undefined'],
      ['f9 0000', 'a float'],
      ['f8 20', 'another simple value'],
      ['5f 41 00 ff', 'a byte string of indefinite length'],
      ['9f ff', 'an array of indefinite length'],
      ['bf ff', 'a map of indefinite length'],
      ['1c', 'a head of a reserved form'],
    ] as const;
    for (const [value, what] of unused) {
      await isMalformed(t, talk, [withField(talk, hex(value)), 'MSG-1', what]);
    }
  }),
  check(
    ['cbor-items-taken', 'takes every item that is used'],
    ['MSG-1', 'MSG-15'],
    {},
    async (t) => {
      const talk = await t.talk();
      for (const value of ['00', '20', '40', '60', '80', 'a0', 'f4', 'f5']) {
        await isTaken(t, talk, [withField(talk, hex(value)), 'MSG-1', `an item ${value}`]);
      }
    },
  ),
  check(
    ['cbor-shortest', 'refuses an argument that is not in its shortest form'],
    ['MSG-2', 'MSG-7'],
    {},
    async (t) => {
      const talk = await t.talk();
      const long = ['18 17', '19 00ff', '1a 0000ffff', '1b 00000000ffffffff', '38 00', '58 01 00'];
      for (const value of long) {
        await isMalformed(t, talk, [withField(talk, hex(value)), 'MSG-2', `a field ${value}`]);
      }
      const version = join(hex('a4 00 1801 0101 0248'), talk.tag(), hex('03 41 a0'));
      t.is((await talk.raw(version)).status, 'malformed', 'MSG-2', 'status of a long version');
    },
  ),
  check(
    ['cbor-largest', 'refuses an argument beyond 2^53 - 1'],
    ['MSG-3', 'MSG-7'],
    {},
    async (t) => {
      const talk = await t.talk();
      for (const value of ['1b001fffffffffffff', '3b001fffffffffffff']) {
        await isTaken(t, talk, [withField(talk, hex(value)), 'MSG-3', `a field ${value}`]);
      }
      for (const value of ['1b0020000000000000', '1bffffffffffffffff', '3b0020000000000000']) {
        await isMalformed(t, talk, [withField(talk, hex(value)), 'MSG-3', `a field ${value}`]);
      }
    },
  ),
  check(
    ['cbor-keys', 'refuses keys that do not ascend, stand twice or are no unsigned integers'],
    ['MSG-4', 'MSG-7'],
    {},
    async (t) => {
      const talk = await t.talk();
      const entries = [
        ['01 01', 'a key behind a greater one'],
        ['03 41a0', 'a key that stands twice'],
        ['20 01', 'a negative key'],
        ['61 61 01', 'a text as key'],
      ] as const;
      for (const [entry, what] of entries) {
        const message = join(hex('a5 0001 0101 0248'), talk.tag(), hex('0341a0'), hex(entry));
        await isMalformed(t, talk, [message, 'MSG-4', what]);
      }
    },
  ),
  check(
    ['cbor-ends', 'refuses a message that does not end with its last byte'],
    ['MSG-6', 'MSG-7'],
    {},
    async (t) => {
      const talk = await t.talk();
      const good = requestByHand(0x01, { tag: talk.tag() });
      await isMalformed(t, talk, [join(good, hex('00')), 'MSG-6', 'a byte more']);
      await isMalformed(t, talk, [good.subarray(0, -1), 'MSG-6', 'a byte less']);
      const beyond = [
        '42 00',
        '5b 001fffffffffffff',
        '7b 001fffffffffffff',
        '9b 001fffffffffffff',
        'bb 001fffffffffffff',
      ];
      for (const value of beyond) {
        const what = `a field ${value} whose length is beyond the end`;
        await isMalformed(t, talk, [withField(talk, hex(value)), 'MSG-6', what]);
      }
      const payload = hex('a1 01 01 00');
      t.is(await talk.status(getStatus.code, payload), 'bad-payload', 'MSG-6', 'payload too long');
    },
  ),
  check(
    ['cbor-text', 'refuses a text that is no UTF-8, and counts a text in bytes'],
    ['MSG-5', 'MSG-7', 'MSG-14'],
    { needs: ['key'] },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      const wish = await t.wish(talk, { mode: 'any', serialLabel: 'X' });
      const load = loadSeed.request.encode(wish);
      const at = load.findIndex((byte, index) => byte === 0x61 && load[index + 1] === 0x58);
      t.sure(at > 0, 'the serial label is not found in the encoded request');
      const labels = [
        [hex('c080'), 'an overlong form'],
        [hex('eda080'), 'a surrogate'],
        [hex('f4908080'), 'a character above U+10FFFF'],
        [hex('e382'), 'a character cut short'],
        [new TextEncoder().encode('あ'.repeat(11)), 'a label of 11 characters and 33 bytes'],
      ] as const;
      for (const [label, what] of labels) {
        const payload = join(load.subarray(0, at), tstr(label), load.subarray(at + 2));
        const { status } = await seal.inner(loadSeed.code, payload);
        t.is(status, 'bad-payload', 'MSG-5', `status of ${what}`);
      }
    },
  ),
];
