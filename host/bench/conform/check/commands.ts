import {
  getInfo,
  getStatus,
  loadSeed,
  readCode,
  readDisplay,
  selfTest,
  trimClock,
  wink,
} from '@fobkit/protocol';
import type { Check } from '../model.ts';
import { hex } from '../probe/by-hand.ts';
import { check } from '../probe/define.ts';
import { parametersOf } from '../probe/load.ts';

const needs = ['key'] as const;
const TICKS = 32_768;

function includes(all: Uint8Array, part: Uint8Array): boolean {
  for (let at = 0; at + part.length <= all.length; at++) {
    if (part.every((byte, index) => all[at + index] === byte)) return true;
  }
  return false;
}

export const commandChecks: readonly Check[] = [
  check(
    ['info-fields', 'tells who it is within the limits of the table'],
    ['CMD-5', 'CMD-3', 'MSG-9'],
    {},
    async (t) => {
      const info = await t.info(await t.talk());
      const { features } = info;
      t.is(info.protocolVersion, 1, 'CMD-5', 'protocol version');
      t.that(info.model.length > 0, 'CMD-5', 'the model has no name');
      t.that(features.minDigits <= features.maxDigits, 'CMD-5', 'digits');
      t.that(features.modes.length > 0, 'CMD-5', 'it has no mode');
      t.is(new Set(features.commands).size, features.commands.length, 'CMD-5', 'distinct commands');
    },
  ),
  check(
    ['info-loaded', 'shows what LoadSeed carried without the seed: every field and no other'],
    ['CMD-6', 'CMD-4'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      t.is((await t.info(talk)).loaded ?? 'none', 'none', 'CMD-6', 'what is loaded in a blank fob');
      const load = await t.load(seal, { mode: 'any', expiry: 4_000_000_000 });
      const told = (await t.info(talk)).loaded;
      const wanted = loadSeed.request.encode({ ...parametersOf(load), seed: new Uint8Array(0) });
      const have = told && loadSeed.request.encode({ ...told, seed: new Uint8Array(0) });
      t.is(have, wanted, 'CMD-6', 'what GetInfo tells as loaded');
    },
  ),
  check(
    ['info-first-counter', 'shows the first counter, not the present one'],
    ['CMD-6', '§5.9.4', 'CMD-34'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      await t.load(seal, { mode: 'hotp', counter: 7 });
      await talk.must(readCode, {}, 'CMD-11');
      t.is((await t.info(talk)).loaded?.counter, 7, 'CMD-6', 'counter that GetInfo tells');
      t.is((await t.status(talk)).counter, 8, 'CMD-11', 'counter that GetStatus tells');
    },
  ),
  check(
    ['no-secret-told', 'tells no seed in any reply'],
    ['CMD-4', '§5.2.5'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      const seed = t.env.randomBytes(20);
      await t.load(seal, { mode: 'any', seed });
      for (const code of [0x01, 0x02, 0x03, 0x04, 0x05]) {
        const payload = code === 0x02 ? hex('a10110') : hex('a0');
        const { bytes } = await talk.raw(talk.envelope(code, payload));
        for (let at = 0; at + 8 <= seed.length; at += 4) {
          const told = includes(bytes, seed.subarray(at, at + 8));
          t.that(!told, 'CMD-4', `bytes of the seed stand in the reply to command ${code}`);
        }
        t.that(!includes(bytes, t.key.subarray(0, 8)), 'CMD-4', 'bytes of the transport key');
      }
    },
  ),
  check(
    ['status-fields', 'tells its state within the limits of the table'],
    ['CMD-3', 'CMD-1'],
    { seconds: 2 },
    async (t) => {
      const talk = await t.talk();
      const before = await t.status(talk);
      await t.wait(2);
      const after = await t.status(talk);
      const gone = (after.uptime - before.uptime) / TICKS;
      t.that(gone > 1.9 && gone < 3, 'CMD-3', `uptime counts ${gone} s in 2 s`);
      t.is(before.events.length, 0, 'CMD-7', 'events that nobody asked for');
      t.is(before.channelDelay, 0, '§5.7.1', 'delay');
    },
  ),
  check(
    ['events', 'numbers its events without a gap and tells the newest first'],
    ['CMD-7', 'CMD-2'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      const { trimPpb } = await t.status(talk);
      for (let count = 0; count < 20; count++) await seal.must(trimClock, { trimPpb }, 'CMD-31');
      const { events } = await t.status(talk, 16);
      t.is(events.length, 16, 'CMD-7', 'events that are kept');
      events.forEach(({ sequence, kind, value }, index) => {
        t.is(sequence, (events[0]?.sequence ?? 0) - index, 'CMD-7', `number of event ${index}`);
        t.is(kind, 'trimmed', 'CMD-7', `kind of event ${index}`);
        t.is(value, trimPpb, 'CMD-7', `value of event ${index}`);
      });
      const one = await t.status(talk, 1);
      t.is(one.events.length, 1, 'CMD-7', 'events when one is asked for');
      t.is(one.events[0]?.sequence, events[0]?.sequence, 'CMD-7', 'which one that is');
    },
  ),
  check(
    ['events-over-reset', 'goes on numbering events over a reset, which is one itself'],
    ['CMD-7', 'CMD-2'],
    { needs: ['key', 'power-cut'] },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      const { trimPpb, resets } = await t.status(talk);
      await seal.must(trimClock, { trimPpb }, 'CMD-31');
      const before = (await t.status(talk, 1)).events[0]?.sequence ?? 0;
      await t.powerCut();
      const after = await t.status(await t.talk(), 16);
      const since = after.events.filter(({ sequence }) => sequence > before);
      t.is(after.resets, resets + 1, 'CMD-3', 'resets over a power cut');
      t.is(after.resetCause, 'power-on', 'CMD-3', 'cause of a reset by a power cut');
      t.is(since.at(-1)?.kind, 'boot', 'CMD-7', 'first event after a power cut');
      t.is(since.at(-1)?.value, 0, 'CMD-7', 'value of boot after a power cut');
      t.is(since.at(-1)?.sequence, before + 1, 'CMD-7', 'its number');
    },
  ),
  check(
    ['self-test', 'tests its parts in their order and changes nothing'],
    ['CMD-18'],
    {},
    async (t) => {
      const talk = await t.talk();
      const before = await t.status(talk, 1);
      const display = await talk.ask(readDisplay, {});
      const { ok, parts } = await talk.must(selfTest, {}, 'CMD-18');
      const names = parts.map(({ part }) => part).join(' ');
      t.is(names, 'lcd flash clock battery button crypto', 'CMD-18', 'parts');
      t.is(
        ok,
        parts.every((part) => part.ok),
        'CMD-18',
        'whether every part passed',
      );
      const crypto = parts.find(({ part }) => part === 'crypto');
      t.is(crypto, { part: 'crypto', ok: true, value: 0 }, 'CMD-18', 'the crypto part');
      const after = await t.status(talk, 1);
      const written = (after.events[0]?.sequence ?? 0) - (before.events[0]?.sequence ?? 0);
      t.is(written, ok ? 0 : 1, 'CMD-18', 'events written');
      const again = await talk.ask(readDisplay, {});
      t.is(again.reply?.text, display.reply?.text, 'CMD-18', 'what stands on the LCD');
    },
  ),
  check(
    ['wink', 'shows itself to the eye, four times, and is dark or back afterwards'],
    ['CMD-19', 'HID-24'],
    { needs: ['lcd'], seconds: 3 },
    async (t) => {
      const talk = await t.talk();
      const before = (await t.lcd()).rows.join();
      await talk.must(wink, {}, 'CMD-19');
      const shown = new Set<string>();
      for (let at = 0; at < 8; at++) {
        shown.add((await t.lcd()).rows.join());
        await t.wait(0.25);
      }
      t.that(
        shown.size > 1 && !(shown.size === 2 && shown.has(before) && before !== ''),
        'CMD-19',
        'nothing winks',
      );
      await t.wait(1);
      const { on, text } = await talk.must(readDisplay, {}, 'CMD-16');
      t.that(!on || !text.includes('8888'), 'CMD-19', 'all segments stand on');
    },
  ),
  check(
    ['commands-always', 'answers GetInfo, GetStatus, ReadDisplay and SelfTest when it is blank'],
    ['CMD-1', 'CMD-5', 'CMD-16'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      await t.blank(talk);
      for (const command of [getInfo, getStatus, readDisplay, selfTest]) {
        const status = await talk.status(command.code, hex('a0'));
        t.is(status, 'ok', 'CMD-1', `status of ${command.name} on a blank fob`);
      }
    },
  ),
];
