import {
  catalogue,
  getStatus,
  keyCheck,
  type Lifecycle,
  loadSeed,
  readCode,
  setClock,
  wipe,
} from '@fobkit/protocol';
import type { Check } from '../model.ts';
import { hex } from '../probe/by-hand.ts';
import { check } from '../probe/define.ts';
import { blankWithoutClock, stateIs } from '../probe/lifecycle.ts';
import type { Probe } from '../probe/probe.ts';
import type { Seal } from '../probe/seal.ts';

const needs = ['key'] as const;
const LAST = Number.MAX_SAFE_INTEGER;

/** The table of [CMD-1]: in which states each command is allowed, of 0 blank to 4 dead. */
const ALLOWED: Readonly<Record<number, readonly Lifecycle[]>> = {
  0x03: ['ready'],
  0x20: ['blank'],
  0x24: ['ready', 'clock-lost', 'expired', 'dead'],
};

/** Tries each command with a payload that no handler takes: only the state can refuse it before. */
async function commandsAllowed(t: Probe, seal: Seal, state: Lifecycle): Promise<void> {
  await stateIs(t, seal, state, 'LIFE-1');
  const bad = hex('00');
  for (const { code, sealed, name } of catalogue) {
    const status = sealed
      ? (await seal.inner(code, bad)).status
      : await seal.talk.status(code, bad);
    const allowed = ALLOWED[code]?.includes(state) ?? true;
    const due = allowed ? 'bad-payload' : 'wrong-lifecycle';
    t.is(status, due, 'LIFE-11', `status of ${name} in state ${state} with a bad payload`);
  }
}

export const lifecycleChecks: readonly Check[] = [
  check(
    ['life-blank', 'is blank without a seed, and allows what a blank fob does'],
    ['LIFE-1', 'LIFE-11', 'CMD-1'],
    { needs },
    async (t) => commandsAllowed(t, await t.blank(await t.talk()), 'blank'),
  ),
  check(
    ['life-ready', 'is ready with a seed and the time, and allows what a ready fob does'],
    ['LIFE-1', 'LIFE-7', 'LIFE-11', 'CMD-1'],
    { needs },
    async (t) => {
      const seal = await t.blank(await t.talk());
      await t.load(seal, { mode: 'any' });
      await commandsAllowed(t, seal, 'ready');
    },
  ),
  check(
    ['life-state-numbers', 'tells its state by the number of the table'],
    ['LIFE-1', 'CMD-3'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      const number = async (): Promise<number | undefined> =>
        (await talk.raw(talk.envelope(getStatus.code, hex('a0')))).payload?.[2];
      t.is(await number(), 0, 'CMD-3', 'number of blank');
      await t.load(seal, { mode: 'any' });
      t.is(await number(), 1, 'CMD-3', 'number of ready');
    },
  ),
  check(
    ['life-clock-lost', 'is clock-lost after a power loss where the mode wants the time'],
    ['LIFE-1', 'LIFE-2', 'LIFE-9', 'LIFE-11', 'CMD-28', 'CMD-1'],
    { needs: ['key', 'power-cut'] },
    async (t) => {
      const talk = await t.talk();
      await t.load(await t.blank(talk));
      await t.powerCut();
      const seal = await t.seal(await t.talk());
      t.is((await t.status(seal.talk)).clock ?? 'none', 'none', 'LIFE-9', 'the clock');
      await commandsAllowed(t, seal, 'clock-lost');
      const clock = Math.floor(t.env.clock.unixMs() / 1000) * 32_768;
      t.is((await seal.ask(setClock, { clock })).status, 'clock-limit', 'CMD-28', 'SetClock');
      t.is(
        (await seal.ask(setClock, { clock: 0 })).status,
        'clock-limit',
        'CMD-28',
        'SetClock to 0',
      );
      t.is((await seal.ask(wipe, {})).status, 'ok', 'LIFE-8', 'status of Wipe');
      await t.load(seal);
      await stateIs(t, seal, 'ready', 'LIFE-9');
    },
  ),
  check(
    ['life-hotp-wants-no-time', 'is ready in mode hotp without a clock'],
    ['LIFE-2'],
    { needs: ['key', 'power-cut'] },
    async (t) => {
      const seal = await blankWithoutClock(t);
      await t.load(seal, { mode: 'hotp' }, 'as it is');
      await stateIs(t, seal, 'ready', 'LIFE-2');
    },
  ),
  check(
    ['life-ocra-time', 'wants the time in mode ocra where the suite has a T'],
    ['LIFE-2'],
    { needs: ['key', 'power-cut'] },
    async (t) => {
      const seal = await blankWithoutClock(t);
      const ocra = { mode: 'ocra', algorithm: 'SHA1', digits: 6 } as const;
      await t.load(seal, { ...ocra, suite: 'OCRA-1:HOTP-SHA1-6:QN08' }, 'as it is');
      await stateIs(t, seal, 'ready', 'LIFE-2');
      await seal.must(wipe, {}, 'LIFE-8');
      await t.load(seal, { ...ocra, suite: 'OCRA-1:HOTP-SHA1-6:QN08-T1M' }, 'as it is');
      await stateIs(t, seal, 'clock-lost', 'LIFE-2');
    },
  ),
  check(
    ['life-before-t0', 'is clock-lost before T0 and ready from it on'],
    ['LIFE-1', 'CODE-10'],
    { needs, seconds: 5 },
    async (t) => {
      const seal = await t.blank(await t.talk());
      await t.load(seal, { t0: 1_900_000_003 }, 1_900_000_000);
      await stateIs(t, seal, 'clock-lost', 'LIFE-1');
      t.is((await seal.talk.ask(readCode, {})).status, 'wrong-lifecycle', 'CODE-10', 'ReadCode');
      await t.wait(4);
      await stateIs(t, seal, 'ready', 'LIFE-1');
    },
  ),
  check(
    ['life-expired', 'is expired from the second of its expiry on'],
    ['LIFE-1', 'LIFE-4', 'LIFE-10', 'LIFE-11', 'CMD-1'],
    { needs, seconds: 8 },
    async (t) => {
      const seal = await t.blank(await t.talk());
      await t.load(seal, { expiry: 1_900_000_006 }, 1_900_000_000);
      await t.wait(4);
      await stateIs(t, seal, 'ready', 'LIFE-4');
      await t.wait(2.5);
      await commandsAllowed(t, seal, 'expired');
      const kinds = (await t.status(seal.talk, 16)).events.map(({ kind }) => kind);
      const count = kinds.slice(0, kinds.indexOf('seed-loaded')).filter((one) => one === 'expired');
      t.is(count.length, 1, 'LIFE-10', 'events expired');
    },
  ),
  check(
    ['life-expired-clock-lost', 'is clock-lost when a fob that a date ended loses its time'],
    ['LIFE-4', 'LIFE-9', 'LIFE-10'],
    { needs: ['key', 'power-cut'], seconds: 5 },
    async (t) => {
      const talk = await t.talk();
      await t.load(await t.blank(talk), { expiry: 1_900_000_002 }, 1_900_000_000);
      await t.wait(3);
      t.is((await t.info(talk)).lifecycle, 'expired', 'LIFE-4', 'lifecycle at its expiry');
      await t.powerCut();
      const next = await t.talk();
      t.is((await t.info(next)).lifecycle, 'clock-lost', 'LIFE-4', 'lifecycle without the time');
      const { events } = await t.status(next, 16);
      const since = events.slice(
        0,
        events.findIndex(({ kind }) => kind === 'boot'),
      );
      const lost = since.filter(({ kind }) => kind === 'clock-lost');
      t.is(lost.length, 1, 'LIFE-10', 'events clock-lost since the reset');
      t.is(events.find(({ kind }) => kind === 'boot')?.value, 0, 'LIFE-10', 'cause of the reset');
    },
  ),
  check(
    ['life-last-counter', 'is expired when the counter has reached 2^53 - 1'],
    ['LIFE-1', 'LIFE-5', 'CODE-5'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      await t.load(seal, { mode: 'hotp', counter: LAST - 1 });
      const { movingFactor } = await talk.must(readCode, {}, 'LIFE-5');
      t.is(movingFactor, LAST - 1, 'LIFE-5', 'counter of the last code');
      t.is((await talk.ask(readCode, {})).status, 'wrong-lifecycle', 'LIFE-5', 'ReadCode after it');
      await stateIs(t, seal, 'expired', 'LIFE-5');
    },
  ),
  check(
    ['life-dead-cell', 'is dead while its cell is empty and the bus powers it'],
    ['LIFE-1', 'LIFE-11', 'USB-34', 'CMD-1'],
    { needs: ['key', 'cell', 'hid'] },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      await t.load(seal, { mode: 'any' });
      await t.act({ action: 'cell', present: false });
      await commandsAllowed(t, seal, 'dead');
      t.is((await t.status(talk)).externalPower, true, 'USB-34', 'power from the bus');
      await t.act({ action: 'cell', present: true });
      await stateIs(t, seal, 'ready', 'LIFE-1');
    },
  ),
  check(
    ['life-no-power', 'shows nothing without power'],
    ['LIFE-6'],
    { needs: ['power-cut', 'lcd', 'press'], destructive: true },
    async (t) => {
      await t.closeWires();
      await t.act({ action: 'unplug' });
      await t.act({ action: 'cell', present: false });
      await t.press();
      t.is((await t.lcd()).on, false, 'LIFE-6', 'whether the LCD is on without power');
      await t.act({ action: 'cell', present: true });
      await t.act({ action: 'replug' });
      t.is((await t.info(await t.talk())).protocolVersion, 1, 'LIFE-6', 'GetInfo with power');
    },
  ),
  check(
    ['life-load-once', 'takes no second seed, and is loaded for the purpose of the first'],
    ['LIFE-7', 'CMD-23'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      const load = await t.load(seal, { mode: 'any' });
      const again = await seal.ask(loadSeed, { ...load, purpose: 'production' });
      t.is(again.status, 'wrong-lifecycle', 'LIFE-7', 'status of a second LoadSeed');
      t.is((await t.info(talk)).loaded?.purpose, 'test', 'CMD-23', 'purpose');
      const nonce = new Uint8Array(16);
      t.is((await seal.ask(keyCheck, { nonce })).status, 'ok', 'LIFE-7', 'KeyCheck of the first');
    },
  ),
];
