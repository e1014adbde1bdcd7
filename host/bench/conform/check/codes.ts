import { type Algorithm, readCode } from '@fobkit/protocol';
import type { Check } from '../model.ts';
import { check } from '../probe/define.ts';
import { ascii, BY_RFC, RFC_SEED, SEED_32, SEED_64 } from '../probe/load.ts';
import { loadAnew } from '../probe/load-anew.ts';
import type { Probe } from '../probe/probe.ts';
import type { Seal } from '../probe/seal.ts';

const needs = ['key'] as const;

async function codeIs(t: Probe, seal: Seal, wanted: string, rule: string): Promise<void> {
  const { code } = await seal.talk.must(readCode, {}, rule);
  t.is(code, wanted, rule, 'the code');
}

export const codeChecks: readonly Check[] = [
  check(
    ['code-hotp', 'gives the codes of RFC 4226 appendix D, one counter after the other'],
    ['CODE-3', 'CODE-4', 'CODE-5', 'CODE-6', 'CMD-11', 'CODE-2'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      await loadAnew(t, seal, { ...BY_RFC, mode: 'hotp', digits: 6, counter: 0 });
      const codes = '755224 287082 359152 969429 338314 254676 287922 162583 399871 520489';
      for (const [counter, wanted] of codes.split(' ').entries()) {
        const { code, movingFactor, mode } = await talk.must(readCode, {}, 'CMD-11');
        t.is(code, wanted, 'CODE-4', `the code of counter ${counter}`);
        t.is(movingFactor, counter, 'CMD-11', 'the counter told');
        t.is(mode, 'hotp', 'CMD-11', 'the mode told');
        t.is((await t.status(talk)).counter, counter + 1, 'CMD-11', 'the next counter');
      }
    },
  ),
  check(
    ['code-long-counter', 'takes all 8 bytes of the counter'],
    ['CODE-3'],
    { needs },
    async (t) => {
      const seal = await t.blank(await t.talk());
      await loadAnew(t, seal, { ...BY_RFC, mode: 'hotp', digits: 6, counter: 4_294_967_297 });
      await codeIs(t, seal, '108930', 'CODE-3');
    },
  ),
  check(
    ['code-digits', 'gives as many digits as were loaded, zeros in front'],
    ['CODE-6', 'CODE-7'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      const { minDigits, maxDigits } = (await t.info(talk)).features;
      const table = ['7082', '87082', '287082', '4287082', '94287082', '094287082', '1094287082'];
      for (const wanted of table) {
        const digits = wanted.length;
        if (digits < minDigits || digits > maxDigits) continue;
        await loadAnew(t, seal, { ...BY_RFC, digits }, 59);
        await codeIs(t, seal, wanted, digits === 10 ? 'CODE-7' : 'CODE-6');
      }
      if (minDigits > 8 || maxDigits < 8) return;
      await loadAnew(t, seal, { ...BY_RFC, digits: 8 }, 1_111_111_109);
      await codeIs(t, seal, '07081804', 'CODE-6');
    },
  ),
  check(
    ['code-totp', 'gives the codes of RFC 6238 appendix B'],
    ['CODE-1', 'CODE-2', 'CODE-8', 'CODE-9', 'CMD-10'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      const { algorithms, minDigits, maxDigits } = (await t.info(talk)).features;
      const digits = Math.min(8, maxDigits);
      if (digits < Math.max(6, minDigits)) t.skip('codes of 6 to 8 digits are in the table');
      const table: readonly (readonly [Algorithm, Uint8Array, number, string])[] = [
        ['SHA1', RFC_SEED, 59, '94287082'],
        ['SHA256', SEED_32, 59, '46119246'],
        ['SHA512', SEED_64, 59, '90693936'],
        ['SHA1', RFC_SEED, 1_111_111_109, '07081804'],
        ['SHA256', SEED_32, 1_111_111_109, '68084774'],
        ['SHA512', SEED_64, 1_111_111_109, '25091201'],
        ['SHA1', RFC_SEED, 20_000_000_000, '65353130'],
      ];
      for (const [algorithm, seed, unix, code] of table) {
        if (!algorithms.includes(algorithm)) continue;
        await loadAnew(t, seal, { ...BY_RFC, algorithm, seed, digits }, unix);
        await codeIs(t, seal, code.slice(-digits), 'CODE-2');
      }
    },
  ),
  check(
    ['code-seed-lengths', 'takes the seed as it is, neither repeated nor cut'],
    ['CODE-1'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      const { algorithms, minDigits, maxDigits } = (await t.info(talk)).features;
      const digits = Math.min(8, maxDigits);
      if (digits < minDigits) t.skip('no codes of up to 8 digits');
      const table: readonly (readonly [Algorithm, Uint8Array, string])[] = [
        ['SHA1', SEED_64, '14779409'],
        ['SHA256', RFC_SEED, '32247374'],
        ['SHA512', RFC_SEED, '69342147'],
        ['SHA1', ascii('x'), '99268082'],
        ['SHA512', ascii('x'), '83155388'],
      ];
      for (const [algorithm, seed, code] of table) {
        if (!algorithms.includes(algorithm)) continue;
        await loadAnew(t, seal, { ...BY_RFC, algorithm, seed, digits }, 59);
        await codeIs(t, seal, code.slice(-digits), 'CODE-1');
      }
    },
  ),
  check(
    ['code-steps', 'changes its code at the second where a step begins'],
    ['CODE-8', 'CODE-9', 'CMD-10'],
    { needs, seconds: 5 },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      await loadAnew(t, seal, { ...BY_RFC, digits: 6 }, 57);
      const before = await talk.must(readCode, {}, 'CMD-10');
      t.is(before.code, '287082', 'CODE-9', 'the code at 57 s');
      t.is(before.movingFactor, 1, 'CODE-9', 'the step at 57 s');
      t.is(before.unixTime, 57, 'CODE-8', 'the time told');
      t.is(before.stepSeconds, 30, 'CMD-10', 'the step told');
      t.is(before.secondsLeft, 3, 'CMD-10', 'the seconds left');
      await t.wait(2.4);
      t.is((await talk.must(readCode, {}, 'CMD-10')).movingFactor, 1, 'CODE-9', 'the step at 59 s');
      await t.wait(1);
      const after = await talk.must(readCode, {}, 'CMD-10');
      t.is(after.code, '359152', 'CODE-9', 'the code at 60 s');
      t.is(after.movingFactor, 2, 'CODE-9', 'the step at 60 s');
    },
  ),
  check(
    ['code-t0', 'counts steps from T0, with more than 32 bits'],
    ['CODE-9', 'CODE-10'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      const seal = await t.blank(talk);
      await loadAnew(t, seal, { ...BY_RFC, digits: 6, t0: 1_900_000_000 }, 1_900_000_059);
      await codeIs(t, seal, '287082', 'CODE-9');
      const { steps } = (await t.info(talk)).features;
      if (steps?.includes(1) === false) return;
      await loadAnew(t, seal, { ...BY_RFC, digits: 6, stepSeconds: 1 }, 4_294_967_297);
      const reading = await talk.must(readCode, {}, 'CODE-10');
      t.that(
        (reading.movingFactor ?? 0) >= 4_294_967_297,
        'CODE-10',
        `step ${reading.movingFactor}`,
      );
    },
  ),
  check(
    ['code-hotp-kept', 'keeps the counter over a power cut right after the reply'],
    ['CMD-2', 'CMD-11', 'CMD-22', 'LIFE-16'],
    { needs: ['key', 'power-cut'] },
    async (t) => {
      const talk = await t.talk();
      await loadAnew(t, await t.blank(talk), { ...BY_RFC, mode: 'hotp', digits: 6, counter: 0 });
      const { code } = await talk.must(readCode, {}, 'CMD-11');
      t.is(code, '755224', 'CODE-4', 'the code of counter 0');
      await t.powerCut();
      const next = await t.talk();
      t.is((await next.must(readCode, {}, 'CMD-11')).code, '287082', 'CMD-11', 'the code after it');
    },
  ),
  check(
    ['code-repeated', 'uses up one counter for a request that is repeated'],
    ['MSG-28', 'MSG-29', 'CMD-11'],
    { needs },
    async (t) => {
      const talk = await t.talk();
      await loadAnew(t, await t.blank(talk), { ...BY_RFC, mode: 'hotp', digits: 6, counter: 0 });
      const message = talk.envelope(readCode.code, readCode.request.encode({}));
      const first = await talk.raw(message);
      t.is((await talk.raw(message)).bytes, first.bytes, 'MSG-28', 'the reply to the same bytes');
      t.is((await t.status(talk)).counter, 1, 'MSG-28', 'the counter after both');
      await talk.raw(message);
      t.is((await t.status(talk)).counter, 2, 'MSG-29', 'the counter after a late copy');
    },
  ),
];
