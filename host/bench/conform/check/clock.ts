import { setClock, trimClock } from '@fobkit/protocol';
import type { Check } from '../model.ts';
import { hex } from '../probe/by-hand.ts';
import { check } from '../probe/define.ts';
import { blankWithoutClock } from '../probe/lifecycle.ts';

const needs = ['key'] as const;
const TICKS = 32_768;

export const clockChecks: readonly Check[] = [
  check(
    ['status-clock', 'counts its clock in ticks of 1/32768 s'],
    ['CMD-25', 'CODE-8'],
    { needs, seconds: 10 },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      await t.setClock(seal, 1_900_000_000);
      await t.wait(10);
      const clock = ((await t.status(talk)).clock ?? 0) / TICKS - 1_900_000_000;
      t.that(
        Math.abs(clock - 10) < 0.5,
        'CMD-25',
        `10 s after it was set the clock is ${clock} s on`,
      );
    },
  ),
  check(
    ['clock-blank', 'lets the clock of a blank fob be set to any time'],
    ['CMD-25', 'CMD-30'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      for (const clock of [0, 4_503_599_627_370_495, 32_768, 1_900_000_000 * TICKS]) {
        const { status, reply } = await seal.ask(setClock, { clock });
        t.is(status, 'ok', 'CMD-25', `status of clock ${clock}`);
        t.is(reply?.after, clock, 'CMD-25', 'the clock after');
        const told = (await t.status(talk)).clock ?? -1;
        t.that(told >= clock && told < clock + TICKS, 'CMD-30', `the clock is ${told}`);
      }
      const beyond = hex('a1 01 1b 0010000000000000');
      t.is((await seal.inner(setClock.code, beyond)).status, 'bad-payload', 'CMD-30', 'beyond it');
    },
  ),
  check(
    ['clock-limit', 'moves the clock of a loaded fob forward alone, and no further than the limit'],
    ['CMD-26'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      await t.load(seal);
      const { clockAdjustLimitSeconds: limit } = (await t.info(talk)).features;
      const move = async (seconds: number): Promise<string> => {
        const now = (await t.status(talk)).clock ?? 0;
        return (await seal.ask(setClock, { clock: now + Math.round(seconds * TICKS) })).status;
      };
      t.is(await move(-1), 'clock-backward', 'CMD-26', 'a second back');
      t.is(await move(limit + 1), 'clock-limit', 'CMD-26', 'a second beyond the limit');
      if (limit < 20) return;
      t.is(await move(limit - 10), 'ok', 'CMD-26', 'nearly the limit');
      t.is(await move(11), 'clock-limit', 'CMD-26', 'more than what is left');
      t.is(await move(-1), 'clock-backward', 'CMD-26', 'a second back again');
      t.is(await move(5), 'ok', 'CMD-26', 'some of what is left');
      t.is(await move(7), 'clock-limit', 'CMD-26', 'all moves together');
    },
  ),
  check(
    ['clock-once', 'may be set once to any time when it was not set before the load'],
    ['CMD-27', 'LIFE-7', 'LIFE-9'],
    { needs: ['key', 'power-cut'] },
    async (t) => {
      const seal = await blankWithoutClock(t);
      const { talk } = seal;
      await t.load(seal, {}, 'as it is');
      t.is((await t.info(talk)).lifecycle, 'clock-lost', 'LIFE-7', 'lifecycle without a clock');
      const clock = 1_900_000_000 * TICKS;
      const set = await seal.ask(setClock, { clock });
      t.is(set.status, 'ok', 'CMD-27', 'status of the first SetClock');
      t.is(set.reply?.before ?? 'none', 'none', 'CMD-27', 'the clock before');
      t.is((await t.info(talk)).lifecycle, 'ready', 'LIFE-9', 'lifecycle with the clock');
      t.is((await seal.ask(setClock, { clock: 0 })).status, 'clock-backward', 'CMD-27', 'back');
      const far = clock + 90_000 * TICKS;
      t.is((await seal.ask(setClock, { clock: far })).status, 'clock-limit', 'CMD-27', 'a day on');
    },
  ),
  check(
    ['trim', 'takes a trim up to its limit, of either sign'],
    ['CMD-31'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      const { trimLimitPpb: limit } = (await t.info(talk)).features;
      const { trimPpb } = await t.status(talk);
      if (limit >= 10_000_000) t.skip('every trim that a message can carry is within its limit');
      for (const over of [limit + 1, -limit - 1]) {
        t.is(
          (await seal.ask(trimClock, { trimPpb: over })).status,
          'trim-limit',
          'CMD-31',
          `${over}`,
        );
      }
      let before = trimPpb;
      for (const within of [limit, -limit, trimPpb]) {
        const { status, reply } = await seal.ask(trimClock, { trimPpb: within });
        t.is(status, 'ok', 'CMD-31', `status of ${within} ppb`);
        t.is(reply?.before, before, 'CMD-31', 'the trim before');
        t.is((await t.status(talk)).trimPpb, within, 'CMD-31', 'the trim that is set');
        before = within;
      }
    },
  ),
  check(
    ['trim-kept', 'keeps the trim over a reset'],
    ['CMD-32', 'CMD-2'],
    { needs: ['key', 'power-cut'] },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      const { trimPpb } = await t.status(talk);
      await seal.must(trimClock, { trimPpb: 777 }, 'CMD-31');
      await t.powerCut();
      const next = await t.talk();
      t.is((await t.status(next)).trimPpb, 777, 'CMD-32', 'the trim after a reset');
      await (await t.seal(next)).must(trimClock, { trimPpb }, 'CMD-31');
    },
  ),
];
