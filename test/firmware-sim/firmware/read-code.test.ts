import { loadSeed, readCode, type SeedLoad, setClock } from '@fobkit/protocol';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromHex } from '../../../protocol/bytes/hex.ts';
import {
  blankFob,
  expectOk,
  HOTP_LOAD,
  loadedFob,
  RawHost,
  SEED,
  TICKS,
  TOTP_LOAD,
} from '../../support/raw-host.ts';
import { pass, replyOf, statusOf } from './firmware-support.ts';

function vectors(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../vectors/${name}`, import.meta.url), 'utf8'));
}

interface TotpVector {
  readonly unix_s: number;
  readonly algorithm: 'SHA1' | 'SHA256' | 'SHA512';
  readonly seed_hex: string;
  readonly code: string;
}
const rfc6238 = vectors('rfc6238.json') as { vectors: TotpVector[] };
const rfc4226 = vectors('rfc4226.json') as { codes_by_counter: string[] };
const rfc6287 = vectors('rfc6287-qn08.json') as { codes_by_question: Record<string, string> };

const OCRA_LOAD: SeedLoad = {
  seed: SEED,
  mode: 'ocra',
  algorithm: 'SHA1',
  digits: 6,
  serialLabel: 'SKTH00000017',
  purpose: 'test',
  suite: 'OCRA-1:HOTP-SHA1-6:QN08',
};

describe('ReadCode of a TOTP fob', () => {
  it.each(rfc6238.vectors)('at $unix_s by $algorithm is $code (RFC 6238)', (vector) => {
    const host = new RawHost(blankFob());
    expectOk(host.open());
    expectOk(host.sealedCall(setClock, { clock: vector.unix_s * TICKS }).status);
    const { algorithm } = vector;
    const load = { ...TOTP_LOAD, algorithm, seed: fromHex(vector.seed_hex), digits: 8 };
    expectOk(host.sealedCall(loadSeed, load).status);
    expect(host.call(readCode, {})).toEqual({
      status: 'ok',
      reply: {
        code: vector.code,
        mode: 'totp',
        movingFactor: Math.floor(vector.unix_s / 30),
        unixTime: vector.unix_s,
        stepSeconds: 30,
        secondsLeft: 30 - (vector.unix_s % 30),
      },
    });
  });

  it.each([4, 5, 6, 7, 8, 9, 10])('has %d digits when it was loaded so', (digits) => {
    const host = loadedFob('generic', { ...TOTP_LOAD, digits, t0: 1_750_000_000 - 59 });
    expect(replyOf(host.call(readCode, {})).code).toBe('1094287082'.slice(-digits));
  });

  it('keeps its code for the step and changes it with the next', () => {
    const host = loadedFob();
    const first = replyOf(host.call(readCode, {}));
    pass(host.fob, (first.secondsLeft ?? 0) - 1);
    expect(replyOf(host.call(readCode, {}))).toMatchObject({ code: first.code, secondsLeft: 1 });
    pass(host.fob, 1.1);
    const next = replyOf(host.call(readCode, {}));
    expect(next.movingFactor).toBe((first.movingFactor ?? 0) + 1);
    expect(next.code).not.toBe(first.code);
  });

  it('counts steps from T0', () => {
    const host = loadedFob('generic', { ...TOTP_LOAD, t0: 1_750_000_000 - 60, stepSeconds: 60 });
    expect(host.call(readCode, {})).toMatchObject({
      reply: { movingFactor: 1, secondsLeft: 60, stepSeconds: 60 },
    });
  });

  it('goes by the clock of the fob, not by world time', () => {
    const host = loadedFob();
    host.fob.parts.rtc.jump(3600 * TICKS);
    expect(replyOf(host.call(readCode, {})).unixTime).toBe(1_750_003_600);
  });

  it('counts nothing, and is no press', () => {
    const host = loadedFob();
    host.call(readCode, {});
    expect(statusOf(host)).toMatchObject({ presses: 0 });
  });

  it('refuses a challenge', () => {
    expect(loadedFob().call(readCode, { challenge: '1' }).status).toBe('bad-challenge');
  });
});

describe('ReadCode of an HOTP fob', () => {
  it('tells the codes of RFC 4226 one after the other', () => {
    const host = loadedFob('generic', HOTP_LOAD);
    const codes = rfc4226.codes_by_counter.map((_, counter) => {
      const reading = replyOf(host.call(readCode, {}));
      expect(reading).toMatchObject({
        mode: 'hotp',
        movingFactor: counter,
        unixTime: 1_750_000_000,
      });
      return reading.code;
    });
    expect(codes).toEqual(rfc4226.codes_by_counter);
    expect(statusOf(host)).toMatchObject({ counter: 10, presses: 0 });
  });

  it('starts at the counter that was loaded', () => {
    const host = loadedFob('generic', { ...HOTP_LOAD, counter: 2 ** 40 + 7 });
    expect(replyOf(host.call(readCode, {})).movingFactor).toBe(2 ** 40 + 7);
  });

  it('starts at 0 when no counter was loaded', () => {
    const { counter: _, ...load } = HOTP_LOAD;
    expect(replyOf(loadedFob('generic', load).call(readCode, {})).movingFactor).toBe(0);
  });

  it('has the next counter in flash before its reply leaves', () => {
    const host = loadedFob('generic', HOTP_LOAD);
    const counters: number[] = [];
    host.wire.onBytes(() => counters.push(host.fob.firmware?.core.memory.counter ?? -1));
    const written = host.fob.parts.flash.programmedBytes;
    host.call(readCode, {});
    expect(counters).toEqual([1]);
    expect(host.fob.parts.flash.programmedBytes).toBeGreaterThan(written);
  });

  it('refuses a challenge', () => {
    expect(loadedFob('generic', HOTP_LOAD).call(readCode, { challenge: '1' }).status).toBe(
      'bad-challenge',
    );
  });
});

describe('ReadCode of an OCRA fob', () => {
  it.each(Object.entries(rfc6287.codes_by_question))(
    'answers %s with %s (RFC 6287)',
    (challenge, code) => {
      const host = loadedFob('generic', OCRA_LOAD);
      expect(host.call(readCode, { challenge })).toEqual({
        status: 'ok',
        reply: { code, mode: 'ocra', unixTime: 1_750_000_000 },
      });
    },
  );

  it('uses up a counter where the suite has one', () => {
    const suite = 'OCRA-1:HOTP-SHA1-6:C-QN08';
    const host = loadedFob('generic', { ...OCRA_LOAD, suite, counter: 5 });
    const factors = [1, 2].map(
      () => replyOf(host.call(readCode, { challenge: '12' })).movingFactor,
    );
    expect(factors).toEqual([5, 6]);
    expect(statusOf(host).counter).toBe(7);
  });

  it.each([
    ['', 'none'],
    ['123456789', 'too long'],
    ['12ab', 'of another format'],
  ])('refuses the challenge %j (%s) and uses up nothing', (challenge) => {
    const suite = 'OCRA-1:HOTP-SHA1-6:C-QN08';
    const host = loadedFob('generic', { ...OCRA_LOAD, suite });
    const request = challenge === '' ? {} : { challenge };
    expect(host.call(readCode, request).status).toBe('bad-challenge');
    expect(statusOf(host).counter).toBe(0);
  });

  it('takes the time in where the suite has one', () => {
    const suite = 'OCRA-1:HOTP-SHA1-6:QN08-T1M';
    const host = loadedFob('generic', { ...OCRA_LOAD, suite });
    const first = replyOf(host.call(readCode, { challenge: '12' })).code;
    expect(replyOf(host.call(readCode, { challenge: '12' })).code).toBe(first);
    pass(host.fob, 60);
    expect(replyOf(host.call(readCode, { challenge: '12' })).code).not.toBe(first);
  });
});
