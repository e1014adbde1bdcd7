import { readCode, readDisplay, wipe } from '@fobkit/protocol';
import type { Check } from '../model.ts';
import { check } from '../probe/define.ts';
import { BY_RFC } from '../probe/load.ts';
import type { Probe } from '../probe/probe.ts';
import type { Seal } from '../probe/seal.ts';
import type { Talk } from '../probe/talk.ts';

const needs = ['key', 'press'] as const;

/** What the fob has asked its LCD to show. */
async function shown(talk: Talk): Promise<string> {
  return (await talk.must(readDisplay, {}, 'CMD-16')).text;
}

/** Fob types whose display is always on have another face. */
async function pressStyle(t: Probe, talk: Talk): Promise<void> {
  const { on } = await talk.must(readDisplay, {}, 'CMD-16');
  if (on) t.skip('the display of this fob type is always on');
}

/** A fob that is loaded for production: the evidence keeps none of its codes. */
async function forProduction(t: Probe): Promise<Seal> {
  const seal = await t.blank(await t.talk());
  await t.load(seal, { mode: 'any', purpose: 'production' });
  t.evidence.hideBytes();
  return seal;
}

export const pressChecks: readonly Check[] = [
  check(
    ['press-counted', 'counts each press once'],
    ['LIFE-3', 'LIFE-12'],
    { needs, seconds: 40 },
    async (t) => {
      const talk = await t.talk();
      await t.blank(talk);
      const { presses } = await t.status(talk);
      for (let count = 1; count <= 3; count++) {
        await t.press();
        t.is((await t.status(talk)).presses, presses + count, 'LIFE-12', 'presses counted');
      }
    },
  ),
  check(
    ['press-screens', 'shows on a press what the table says for its state'],
    ['LIFE-12', 'CMD-16', 'CMD-17'],
    { needs: ['key', 'press', 'lcd'], seconds: 70 },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      await t.wait(35);
      await pressStyle(t, talk);
      await t.press();
      t.is(await shown(talk), 'bLAnC', 'LIFE-12', 'the text of a blank fob');
      t.is((await t.lcd()).rows.join('').trim(), 'bLAnC', 'CMD-17', 'what stands on the LCD');
      await t.load(seal, { ...BY_RFC, digits: 6 }, 45);
      await t.wait(10);
      await t.press();
      t.is(await shown(talk), '287082', 'LIFE-12', 'the code of a ready fob');
      t.is((await t.lcd()).rows.join('').trim(), '287082', 'CMD-17', 'what stands on the LCD');
    },
  ),
  check(
    ['press-clock-lost', 'shows no code when it has lost the time'],
    ['LIFE-12', 'LIFE-9'],
    { needs: ['key', 'press', 'power-cut'] },
    async (t) => {
      const talk = await t.talk();
      await t.load(await t.blank(talk));
      await t.powerCut();
      const next = await t.talk();
      await t.press();
      t.is(await shown(next), '------', 'LIFE-12', 'the text of a clock-lost fob');
    },
  ),
  check(
    ['press-expired', 'shows its end of life from the second of its expiry on, and no code'],
    ['LIFE-12', 'LIFE-4'],
    { needs, seconds: 5 },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      await t.load(seal, { expiry: 1_900_000_002 }, 1_900_000_000);
      await t.wait(3);
      await t.press();
      const text = await shown(talk);
      t.that(!/\d{4}/.test(text), 'LIFE-12', `an expired fob shows ${text}`);
    },
  ),
  check(
    ['press-hotp', 'uses up a counter by a press that finds it ready'],
    ['LIFE-13', 'CMD-12'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      await t.load(seal, { ...BY_RFC, mode: 'hotp', digits: 6, counter: 0 });
      await pressStyle(t, talk);
      await t.press();
      t.is((await t.status(talk)).counter, 1, 'LIFE-13', 'the counter after a press');
      const told = await talk.must(readCode, {}, 'CMD-12');
      t.is(told.code, '755224', 'CMD-12', 'the code told after a press');
      t.is(told.movingFactor, 0, 'CMD-12', 'its counter');
      t.is((await t.status(talk)).counter, 1, 'CMD-12', 'the counter after it was told');
      t.is(await shown(talk), '755224', 'LIFE-13', 'the code of the press on the LCD');
      const next = await talk.must(readCode, {}, 'CMD-12');
      t.is(next.code, '287082', 'CMD-12', 'the code told next');
      t.is((await t.status(talk)).counter, 2, 'CMD-11', 'the counter after that');
    },
  ),
  check(
    ['press-hotp-late', 'forgets after 30 s that a press has used up a counter'],
    ['CMD-12'],
    { needs, seconds: 32 },
    async (t) => {
      const talk = await t.talk();
      await t.load(await t.blank(talk), { ...BY_RFC, mode: 'hotp', digits: 6, counter: 0 });
      await pressStyle(t, talk);
      await t.press();
      await t.wait(31);
      t.is(
        (await talk.must(readCode, {}, 'CMD-12')).code,
        '287082',
        'CMD-12',
        'the code after 31 s',
      );
    },
  ),
  check(
    ['press-hotp-cut', 'never gives the code of a press twice, whatever the power does'],
    ['LIFE-13', 'LIFE-16', 'CMD-14'],
    { needs: ['key', 'press', 'power-cut'] },
    async (t) => {
      const talk = await t.talk();
      await t.load(await t.blank(talk), { ...BY_RFC, mode: 'hotp', digits: 6, counter: 0 });
      await pressStyle(t, talk);
      await t.press();
      await t.powerCut();
      const next = await t.talk();
      t.is((await t.status(next)).counter, 1, 'LIFE-13', 'the counter after a power cut');
      t.is((await next.must(readCode, {}, 'LIFE-13')).code, '287082', 'LIFE-13', 'the next code');
    },
  ),
  check(
    ['press-rule', 'tells a code of a production fob after a press alone, one for each'],
    ['CMD-14', 'MSG-26'],
    { needs, seconds: 35 },
    async (t) => {
      const { talk } = await forProduction(t);
      const status = async (): Promise<string> => (await talk.ask(readCode, {})).status;
      t.is(await status(), 'press-required', 'CMD-14', 'ReadCode without a press');
      await t.press();
      t.is(await status(), 'ok', 'CMD-14', 'ReadCode after a press');
      t.is(await status(), 'press-required', 'CMD-14', 'a second ReadCode');
      await t.wait(31);
      await t.press();
      await t.wait(28);
      t.is(await status(), 'ok', 'CMD-14', 'ReadCode 28 s after a press');
      await t.wait(5);
      await t.press();
      await t.wait(31);
      t.is(await status(), 'press-required', 'CMD-14', 'ReadCode 31 s after a press');
      const bad = await talk.ask(readCode, { challenge: '1' });
      t.is(bad.status, 'bad-challenge', 'CMD-9', 'a challenge, before the press is asked for');
    },
  ),
  check(
    ['press-rule-display', 'tells the code on the LCD of a production fob by the same rule'],
    ['CMD-16', 'CMD-14'],
    { needs, seconds: 2 },
    async (t) => {
      const { talk } = await forProduction(t);
      await t.press();
      const first = await talk.ask(readDisplay, {});
      t.is(first.status, 'ok', 'CMD-16', 'ReadDisplay after a press');
      t.that(/^\d+$/.test(first.reply?.text ?? ''), 'CMD-16', 'it is no code');
      const again = await talk.ask(readDisplay, {});
      t.is(again.status, 'press-required', 'CMD-16', 'a second ReadDisplay');
      t.is((await talk.ask(readCode, {})).status, 'press-required', 'CMD-14', 'ReadCode after it');
    },
  ),
  check(
    ['press-forgotten', 'forgets a press at a wipe and a load'],
    ['CMD-14', 'CMD-39'],
    { needs },
    async (t) => {
      const seal = await forProduction(t);
      await t.press();
      await seal.must(wipe, {}, 'CMD-36');
      await t.load(seal, { mode: 'any', purpose: 'production' });
      t.is(
        (await seal.talk.ask(readCode, {})).status,
        'press-required',
        'CMD-14',
        'ReadCode of a new load',
      );
    },
  ),
  check(
    ['press-blank', 'counts for no code when it found the fob blank'],
    ['CMD-14'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      await t.press();
      await t.load(seal, { mode: 'any', purpose: 'production' });
      t.evidence.hideBytes();
      t.is((await talk.ask(readCode, {})).status, 'press-required', 'CMD-14', 'ReadCode after it');
    },
  ),
  check(
    ['read-is-no-press', 'counts and shows nothing when a host reads a code'],
    ['CMD-15', 'CMD-10'],
    { needs: ['key'] },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      await t.load(seal);
      const before = await t.status(talk, 1);
      const dark = await talk.must(readDisplay, {}, 'CMD-16');
      await talk.must(readCode, {}, 'CMD-10');
      const after = await t.status(talk, 1);
      t.is(after.presses, before.presses, 'CMD-15', 'presses after ReadCode');
      t.is(after.events, before.events, 'CMD-10', 'events after ReadCode');
      const still = await talk.must(readDisplay, {}, 'CMD-16');
      t.is(still.on, dark.on, 'CMD-15', 'whether the LCD is on after ReadCode');
    },
  ),
  check(
    [
      'display-expired',
      'tells a code that stands on the LCD to nobody when it is not ready any more',
    ],
    ['CMD-16'],
    { needs, seconds: 5 },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      await t.load(seal, { expiry: 1_900_000_003 }, 1_900_000_000);
      await pressStyle(t, talk);
      await t.press();
      await t.wait(4);
      t.is((await talk.ask(readDisplay, {})).status, 'wrong-lifecycle', 'CMD-16', 'ReadDisplay');
    },
  ),
  check(
    ['press-at-reset', 'takes a button that is down at a reset for no press'],
    ['LIFE-14'],
    { needs: ['key', 'hold', 'release', 'power-cut'] },
    async (t) => {
      const talk = await t.talk();
      await t.blank(talk);
      const { presses } = await t.status(talk);
      await t.closeWires();
      await t.act({ action: 'unplug' });
      await t.act({ action: 'cell', present: false });
      await t.act({ action: 'hold' });
      await t.wait(0.5);
      await t.act({ action: 'cell', present: true });
      await t.act({ action: 'replug' });
      await t.wait(0.5);
      await t.act({ action: 'release' });
      await t.wait(0.5);
      t.is((await t.status(await t.talk())).presses, presses, 'LIFE-14', 'presses counted');
    },
  ),
  check(
    ['press-menu', 'counts a hold that opens the menu as no press'],
    ['LIFE-15'],
    { needs: ['key', 'hold'], seconds: 12 },
    async (t) => {
      const talk = await t.talk();
      await t.blank(talk);
      await t.wait(1);
      const before = await t.status(talk);
      await t.act({ action: 'hold', seconds: 10 });
      await t.wait(9);
      const text = await shown(talk);
      if (text === '' || text === 'bLAnC') t.skip('this fob type has no menu, or an empty one');
      await t.wait(2);
      t.is((await t.status(talk)).presses, before.presses, 'LIFE-15', 'presses counted by a hold');
    },
  ),
];
