import {
  type FobStatus,
  keyCheck,
  loadSeed,
  readDisplay,
  rotateTransportKey,
  selfTest,
  wipe,
} from '@fobkit/protocol';
import type { Check } from '../model.ts';
import { check } from '../probe/define.ts';
import type { Probe } from '../probe/probe.ts';
import type { Talk } from '../probe/talk.ts';

const needs = ['key'] as const;
const TICKS = 32_768;
/** 2020-09-13, before the clock is set to 2030. */
const EARLY = 1_600_000_000;
const LATER = 10_000;

type FobEvent = FobStatus['events'][number];

/** @throws RuleBroken unless that is the event that was written last, at the time of the clock. */
async function mustHaveLogged(
  t: Probe,
  talk: Talk,
  due: Pick<FobEvent, 'kind' | 'value'>,
): Promise<void> {
  const { events, clock } = await t.status(talk, 1);
  const [last] = events;
  t.is(last?.kind, due.kind, 'CMD-7', 'kind of the newest event');
  t.is(last?.value ?? 'none', due.value ?? 'none', 'CMD-7', `value of ${due.kind}`);
  const age = (clock ?? NaN) - (last?.clock ?? NaN);
  t.that(age >= 0 && age < 5 * TICKS, 'CMD-7', `the clock of ${due.kind} is ${age} ticks before`);
}

export const statusChecks: readonly Check[] = [
  check(
    ['event-kinds', 'writes an event for all that its table names, with its value and its time'],
    ['CMD-7', 'MSG-21'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      await t.setClock(seal, EARLY);
      await t.setClock(seal, EARLY + LATER);
      const [moved] = (await t.status(talk, 1)).events;
      t.is(moved?.kind, 'clock-set', 'CMD-7', 'kind of the newest event');
      const by = (moved?.value ?? 0) / TICKS;
      t.that(Math.abs(by - LATER) < 5, 'CMD-7', `clock-set tells a move of ${by} s`);
      const refused = { ...(await t.wish(talk, { mode: 'any' })), digits: 0 };
      await seal.ask(loadSeed, refused);
      const [still] = (await t.status(talk, 1)).events;
      t.is(still?.sequence, moved?.sequence, 'MSG-21', 'newest event after a refused load');
      await t.load(seal, { mode: 'any' }, 'as it is');
      await mustHaveLogged(t, talk, { kind: 'seed-loaded', value: 0 });
      const key = t.otherKey;
      await seal.must(rotateTransportKey, { key }, '§5.8.1');
      t.rekeyed(key);
      await mustHaveLogged(t, talk, { kind: 'key-rotated', value: 1 });
      await t.handshake(talk, { key: t.env.randomBytes(32) });
      await mustHaveLogged(t, talk, { kind: 'wrong-key', value: 1 });
      await t.handshake(talk, { key: t.env.randomBytes(32) });
      await mustHaveLogged(t, talk, { kind: 'wrong-key', value: 2 });
      await seal.must(keyCheck, { nonce: t.env.randomBytes(16) }, '§5.9.1');
      await mustHaveLogged(t, talk, { kind: 'wrong-key', value: 2 });
      await seal.must(wipe, {}, 'CMD-36');
      t.wiped();
      await mustHaveLogged(t, talk, { kind: 'wiped' });
    },
  ),
  check(
    ['status-counter', 'tells a counter in the modes that have one alone'],
    ['CMD-3', 'MSG-14'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      t.is((await t.status(talk)).counter ?? 'none', 'none', 'CMD-3', 'counter of a blank fob');
      const { modes } = (await t.info(talk)).features;
      const mode = modes.includes('totp') ? 'totp' : 'hotp';
      await t.load(seal, mode === 'totp' ? { mode } : { mode, counter: 3 });
      const due = mode === 'totp' ? 'none' : 3;
      t.is((await t.status(talk)).counter ?? 'none', due, 'CMD-3', `counter in mode ${mode}`);
    },
  ),
  check(
    ['status-measures', 'tells what its cell holds and how warm it is'],
    ['CMD-3', 'MSG-14'],
    { needs: ['battery', 'temperature'], destructive: true },
    async (t) => {
      const talk = await t.talk();
      try {
        for (const [percent, celsius] of [
          [60, 40],
          [90, 10],
        ] as const) {
          await t.act({ action: 'battery', percent });
          await t.act({ action: 'temperature', celsius });
          await t.wait(1);
          const told = await t.status(talk);
          const off = Math.abs(told.batteryPercent - percent);
          t.that(off <= 1, 'CMD-3', `of a cell of ${percent} % it tells ${told.batteryPercent} %`);
          const degrees = told.deciCelsius / 10;
          t.that(Math.abs(degrees - celsius) <= 5, 'CMD-3', `at ${celsius} °C it tells ${degrees}`);
        }
      } finally {
        await t.act({ action: 'battery', percent: 100 });
        await t.act({ action: 'temperature', celsius: 23 });
      }
    },
  ),
  check(
    ['display-time-left', 'tells how long what stands on its LCD will stand there'],
    ['CMD-16'],
    { needs: ['key', 'press'], seconds: 60 },
    async (t) => {
      const talk = await t.talk();
      await t.load(await t.blank(talk));
      await t.press();
      const shown = await talk.must(readDisplay, {}, 'CMD-16');
      const left = shown.secondsLeft ?? t.skip('it leaves open how long it shows something');
      await t.wait(Math.max(0, left - 1));
      const still = await talk.must(readDisplay, {}, 'CMD-16');
      t.is(still.text, shown.text, 'CMD-16', 'the text a second before its time is over');
      await t.wait(2);
      const after = await talk.must(readDisplay, {}, 'CMD-16');
      const over = !after.on || after.text !== shown.text;
      t.that(over, 'CMD-16', `${shown.text} stands there longer than it tells`);
    },
  ),
  check(
    ['event-button-stuck', 'finds a button that is down for 30 s'],
    ['CMD-7', 'CMD-18'],
    { needs: ['hold', 'release'], destructive: true, seconds: 35 },
    async (t) => {
      const talk = await t.talk();
      await t.act({ action: 'hold' });
      try {
        await t.wait(31);
        t.is((await t.status(talk, 1)).events[0]?.kind, 'button-stuck', 'CMD-7', 'newest event');
        const { parts } = await talk.must(selfTest, {}, 'CMD-18');
        const button = parts.find(({ part }) => part === 'button');
        t.is(button?.ok, false, 'CMD-18', 'the button in SelfTest');
        t.is(button?.value, 1, 'CMD-18', 'its value');
      } finally {
        await t.act({ action: 'release' });
      }
    },
  ),
];
