import { loadSeed, readCode, wipe } from '@fobkit/protocol';
import type { Check } from '../model.ts';
import { check } from '../probe/define.ts';
import { SEED_32, SEED_64 } from '../probe/load.ts';
import { loadAnew } from '../probe/load-anew.ts';

const needs = ['key'] as const;

export const ocraChecks: readonly Check[] = [
  check(
    ['code-ocra', 'answers challenges as RFC 6287 appendix C has it'],
    ['CODE-11', 'CODE-13', 'CODE-18', 'CMD-13', 'CODE-19'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      const ocra = {
        mode: 'ocra',
        algorithm: 'SHA1',
        digits: 6,
        suite: 'OCRA-1:HOTP-SHA1-6:QN08',
      } as const;
      await loadAnew(t, seal, ocra);
      const table = [
        ['00000000', '237653'],
        ['11111111', '243178'],
        ['99999999', '294470'],
        ['256', '012817'],
        ['00000256', '012817'],
      ] as const;
      for (const [challenge, wanted] of table) {
        const { code, movingFactor } = await talk.must(readCode, { challenge }, 'CMD-13');
        t.is(code, wanted, 'CODE-13', `the response to ${challenge}`);
        t.is(movingFactor ?? 'none', 'none', 'CMD-13', 'a counter where the suite has none');
      }
    },
  ),
  check(
    ['code-ocra-formats', 'encodes challenges of letters and of hexadecimal digits'],
    ['CODE-13', 'CODE-18', 'CODE-19'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      await loadAnew(t, seal, {
        mode: 'ocra',
        algorithm: 'SHA1',
        digits: 6,
        suite: 'OCRA-1:HOTP-SHA1-6:QH08',
      });
      const table = [
        ['ABC', '997312'],
        ['abc', '997312'],
        ['0ABC0', '745197'],
        ['12345678', '324344'],
      ] as const;
      for (const [challenge, wanted] of table) {
        const { code } = await talk.must(readCode, { challenge }, 'CMD-13');
        t.is(code, wanted, 'CODE-13', `the response to hexadecimal ${challenge}`);
      }
      const suite = 'OCRA-1:HOTP-SHA256-8:QA08';
      await loadAnew(t, seal, {
        mode: 'ocra',
        algorithm: 'SHA256',
        digits: 8,
        seed: SEED_32,
        suite,
      });
      const { code } = await talk.must(readCode, { challenge: 'SIG1' }, 'CMD-13');
      t.is(code, '45176542', 'CODE-13', 'the response to letters');
    },
  ),
  check(
    ['code-ocra-counter', 'counts where the suite has a counter'],
    ['CODE-12', 'CMD-13', 'CODE-11'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      const suite = 'OCRA-1:HOTP-SHA512-8:C-QN08';
      await loadAnew(t, seal, {
        mode: 'ocra',
        algorithm: 'SHA512',
        digits: 8,
        seed: SEED_64,
        suite,
      });
      const table = [
        ['00000000', '07016083'],
        ['11111111', '63947962'],
      ] as const;
      for (const [counter, [challenge, wanted]] of table.entries()) {
        const reading = await talk.must(readCode, { challenge }, 'CMD-13');
        t.is(reading.code, wanted, 'CODE-12', `the response to ${challenge}`);
        t.is(reading.movingFactor, counter, 'CMD-13', 'the counter told');
      }
    },
  ),
  check(
    ['code-ocra-time', 'takes the time where the suite has a T'],
    ['CODE-17', 'CODE-11'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      const suite = 'OCRA-1:HOTP-SHA512-8:QN08-T1M';
      const wish = { mode: 'ocra', algorithm: 'SHA512', digits: 8, seed: SEED_64, suite } as const;
      await loadAnew(t, seal, wish, 1_206_446_760);
      const { code } = await talk.must(readCode, { challenge: '00000000' }, 'CMD-13');
      t.is(code, '95209754', 'CODE-17', 'the response at 2008-03-25 12:06');
    },
  ),
  check(
    ['code-challenges', 'refuses a challenge that does not fit, before anything is used up'],
    ['CMD-9', 'CMD-13', 'CODE-14'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      const suite = 'OCRA-1:HOTP-SHA1-6:C-QN08';
      await loadAnew(t, seal, { mode: 'ocra', algorithm: 'SHA1', digits: 6, suite });
      for (const challenge of ['123456789', '12A', '1 2', undefined]) {
        const { status } = await talk.ask(readCode, { challenge });
        t.is(status, 'bad-challenge', 'CMD-13', `status of challenge ${challenge ?? 'none'}`);
      }
      t.is((await t.status(talk)).counter, 0, 'CMD-13', 'the counter after refusals');
      await loadAnew(t, seal, {});
      const { status } = await talk.ask(readCode, { challenge: '1' });
      t.is(status, 'bad-challenge', 'CMD-9', 'status of a challenge in mode totp');
    },
  ),
  check(['code-suites', 'takes the suites of the grammar'], ['CODE-19'], { needs }, async (t) => {
    const talk = await t.talk();
    const seal = await t.blank(talk);
    const { minDigits, maxDigits } = (await t.info(talk)).features;
    const suites = ['QN04', 'QA64', 'QH10', 'C-QN08', 'QN08-T1S', 'QN08-T59M', 'C-QA08-T48H'];
    for (const tail of suites) {
      const digits = Math.min(Math.max(6, minDigits), maxDigits);
      const suite = `OCRA-1:HOTP-SHA1-${digits}:${tail}`;
      const load = await t.wish(talk, { mode: 'ocra', algorithm: 'SHA1', digits, suite });
      const { status } = await seal.ask(loadSeed, load);
      t.is(status, 'ok', 'CODE-19', `status of suite ${suite}`);
      await seal.must(wipe, {}, 'LIFE-8');
    }
  }),
];
