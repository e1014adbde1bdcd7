import { loadSeed } from '@fobkit/protocol';
import type { Check } from '../model.ts';
import { hex } from '../probe/by-hand.ts';
import { check } from '../probe/define.ts';

const needs = ['key'] as const;

export const loadChecks: readonly Check[] = [
  check(
    ['load-refusals', 'refuses a load by the first line of the table that holds'],
    ['CMD-21', 'CMD-24', 'LIFE-7'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      await t.setClock(seal, 1_900_000_000);
      const good = await t.wish(talk);
      const { features } = await t.info(talk);
      const noStep = { ...good, stepSeconds: undefined };
      const cases = [
        [{ ...good, counter: 1, seed: hex('') }, 'bad-payload', 'a counter in mode totp, no seed'],
        [{ ...good, suite: 'X' }, 'bad-payload', 'a suite in mode totp'],
        [{ ...good, seed: hex('') }, 'seed-length', 'no seed'],
        [{ ...good, seed: new Uint8Array(65).fill(1) }, 'seed-length', '65 bytes'],
        [
          { ...good, seed: new Uint8Array(15).fill(1), purpose: 'production' },
          'seed-length',
          '15 bytes for production',
        ],
        [{ ...good, seed: new Uint8Array(65), digits: 0 }, 'seed-length', 'length before digits'],
        [{ ...good, digits: features.minDigits - 1 }, 'unsupported-digits', 'too few digits'],
        [{ ...good, digits: 0, stepSeconds: 0 }, 'unsupported-digits', 'digits before step'],
        [noStep, 'unsupported-step', 'no step'],
        [{ ...good, stepSeconds: 0, serialLabel: '?' }, 'unsupported-step', 'step before label'],
        [{ ...good, serialLabel: '?? ??', expiry: 1 }, 'serial-label', 'label before expiry'],
        [{ ...good, expiry: 1_800_000_000 }, 'expiry-passed', 'an expiry that has passed'],
        [{ ...good, expiry: 1_900_000_000 }, 'expiry-passed', 'an expiry that is now'],
      ] as const;
      for (const [load, due, what] of cases) {
        t.is((await seal.ask(loadSeed, load)).status, due, 'CMD-21', `status of ${what}`);
      }
      t.is((await t.info(talk)).lifecycle, 'blank', 'CMD-21', 'lifecycle after refusals');
      const { status } = await seal.ask(loadSeed, { ...good, seed: hex('01') });
      t.that(status !== 'seed-length', 'CMD-21', 'a seed of 1 byte is refused for its length');
    },
  ),
  check(
    ['load-suites', 'refuses a suite that it cannot answer, or that is none'],
    ['CMD-21', 'CMD-24', 'CODE-19', 'CODE-20'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      const load = await t.wish(talk, { mode: 'ocra', algorithm: 'SHA1', digits: 6, suite: 'X' });
      const suites = [
        undefined,
        'OCRA-1:HOTP-SHA1-6:QN08-PSHA1',
        'OCRA-1:HOTP-SHA1-6:QN08-S064',
        'OCRA-1:HOTP-SHA256-6:QN08',
        'OCRA-1:HOTP-SHA1-8:QN08',
        'OCRA-1:HOTP-SHA1-0:QN08',
        'OCRA-1:HOTP-SHA1-6:QN08-T0H',
        'OCRA-1:HOTP-SHA1-6:QN08-T60M',
        'OCRA-1:HOTP-SHA1-6:C',
        'OCRA-1:HOTP-SHA1-6:QN03',
        'OCRA-1:HOTP-SHA1-6:QN65',
        'OCRA-1:HOTP-SHA1-6:QX08',
        'OCRA-2:HOTP-SHA1-6:QN08',
        'ocra-1:hotp-sha1-6:qn08',
      ];
      for (const suite of suites) {
        const { status } = await seal.ask(loadSeed, { ...load, suite });
        t.is(status, 'bad-suite', 'CMD-24', `status of suite ${suite ?? 'none'}`);
      }
    },
  ),
  check(
    ['load-features', 'refuses what GetInfo does not name'],
    ['CMD-21'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      const { features } = await t.info(talk);
      const good = await t.wish(talk);
      let tried = 0;
      const refused = async (wish: object, due: string): Promise<void> => {
        tried++;
        t.is((await seal.ask(loadSeed, { ...good, ...wish })).status, due, 'CMD-21', due);
      };
      if (!features.modes.includes('hotp')) {
        await refused({ mode: 'hotp', stepSeconds: undefined, t0: undefined }, 'unsupported-mode');
      }
      if (!features.algorithms.includes('SHA512')) {
        await refused({ algorithm: 'SHA512' }, 'unsupported-algorithm');
      }
      if (features.maxDigits < 10)
        await refused({ digits: features.maxDigits + 1 }, 'unsupported-digits');
      if (features.steps?.includes(47) === false)
        await refused({ stepSeconds: 47 }, 'unsupported-step');
      if (tried === 0) t.skip('this fob type takes everything that there is');
    },
  ),
];
