import { loadSeed, readDisplay, setClock, trimClock, wipe } from '@fobkit/protocol';
import type { Check } from '../model.ts';
import { check } from '../probe/define.ts';
import { stateIs } from '../probe/lifecycle.ts';

const needs = ['key'] as const;

export const wipeChecks: readonly Check[] = [
  check(
    ['life-wipe', 'is blank after a wipe, in every respect'],
    ['LIFE-8', 'CMD-36', 'CMD-39', 'CMD-25'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      await t.load(seal, { mode: 'any' });
      t.is((await seal.ask(wipe, {})).status, 'ok', 'CMD-36', 'status of Wipe');
      const info = await t.info(talk);
      t.is(info.lifecycle, 'blank', 'LIFE-8', 'lifecycle after a wipe');
      t.is(info.loaded ?? 'none', 'none', 'CMD-36', 'what is loaded after a wipe');
      const { trimPpb } = await t.status(talk);
      t.is(
        (await seal.ask(trimClock, { trimPpb })).status,
        'ok',
        'CMD-39',
        'the channel after a wipe',
      );
      t.is(
        (await seal.ask(setClock, { clock: 0 })).status,
        'ok',
        'CMD-25',
        'any time after a wipe',
      );
      await t.load(seal, { mode: 'any' });
      await stateIs(t, seal, 'ready', 'LIFE-8');
    },
  ),
  check(
    ['life-wipe-keeps', 'keeps over a wipe what belongs to the device'],
    ['CMD-32', 'CMD-38', 'CMD-7'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      const { trimPpb } = await t.status(talk);
      await seal.must(trimClock, { trimPpb: 1000 }, 'CMD-31');
      const refused = { ...(await t.wish(talk, { mode: 'any' })), digits: 0 };
      await seal.ask(loadSeed, refused);
      await t.load(seal, { mode: 'any' });
      t.is((await t.status(talk)).trimPpb, 1000, 'CMD-32', 'the trim after a load');
      await t.handshake(talk, { key: t.env.randomBytes(32) });
      const before = await t.status(talk, 1);
      await seal.must(wipe, {}, 'CMD-36');
      const after = await t.status(talk, 1);
      for (const field of ['presses', 'resets', 'wrongKeys', 'trimPpb'] as const) {
        t.is(after[field], before[field], 'CMD-38', `${field} after a wipe`);
      }
      const gone = (after.clock ?? 0) - (before.clock ?? 0);
      t.that(gone >= 0 && gone < 5 * 32_768, 'CMD-38', 'the clock does not run on over a wipe');
      const step = (after.events[0]?.sequence ?? 0) - (before.events[0]?.sequence ?? 0);
      t.is(step, 1, 'CMD-7', 'events written by a wipe');
      t.is(after.events[0]?.kind, 'wiped', 'CMD-7', 'kind of it');
      await seal.must(trimClock, { trimPpb }, 'CMD-31');
    },
  ),
  check(
    ['life-wipe-dark', 'shows nothing of the old seed after a wipe'],
    ['CMD-39'],
    { needs: ['key', 'press'] },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      await t.load(seal, { mode: 'any' });
      await t.press();
      await seal.must(wipe, {}, 'CMD-36');
      const { on, text } = await talk.must(readDisplay, {}, 'CMD-16');
      t.that(!on || !/^\d+$/.test(text), 'CMD-39', `the LCD shows ${text} after a wipe`);
    },
  ),
];
