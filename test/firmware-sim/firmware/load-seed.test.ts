import { takeSnapshot } from '@fobkit/firmware-sim';
import { loadSeed, readCode, type SeedLoad, setClock, type Status } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import {
  blankFob,
  expectOk,
  HOTP_LOAD,
  RawHost,
  SEED,
  START,
  TICKS,
  TOTP_LOAD,
} from '../../support/raw-host.ts';
import { eventsOf, infoOf, push, replyOf, seen, statusOf, variant } from './firmware-support.ts';

const NOW = START / TICKS;
const OCRA_LOAD: SeedLoad = {
  seed: SEED,
  mode: 'ocra',
  algorithm: 'SHA1',
  digits: 6,
  serialLabel: 'SKTH00000017',
  purpose: 'test',
  suite: 'OCRA-1:HOTP-SHA1-6:QN08',
};

/** A blank fob with its clock set and a channel that is open and proven. */
function station(name = 'generic', profile = variant(name, {})): RawHost {
  const host = new RawHost(blankFob(name, profile));
  expectOk(host.open());
  expectOk(host.sealedCall(setClock, { clock: START }).status);
  return host;
}

function without(load: SeedLoad, field: keyof SeedLoad): SeedLoad {
  const { [field]: _, ...rest } = load;
  return rest as SeedLoad;
}

/** What a fob says to a load; it must be blank and as it was when it refuses. */
function load(request: SeedLoad, host = station()): Status | 'silence' {
  const before = takeSnapshot(host.fob);
  const { status } = host.sealedCall(loadSeed, request);
  if (status !== 'ok') expect(takeSnapshot(host.fob) === before).toBe(true);
  expect(infoOf(host).lifecycle).toBe(status === 'ok' ? 'ready' : 'blank');
  return status;
}

const seedOf = (length: number): Uint8Array => new Uint8Array(length).fill(0x5a);

describe('LoadSeed', () => {
  it.each([
    ['test', 0, 'seed-length'],
    ['test', 1, 'ok'],
    ['test', 64, 'ok'],
    ['test', 65, 'seed-length'],
    ['test', 128, 'seed-length'],
    ['production', 15, 'seed-length'],
    ['production', 16, 'ok'],
    ['production', 64, 'ok'],
    ['production', 65, 'seed-length'],
  ] as const)('for %s with a seed of %d bytes: %s', (purpose, length, status) => {
    expect(load({ ...TOTP_LOAD, purpose, seed: seedOf(length) })).toBe(status);
  });

  it.each<[string, Partial<SeedLoad>, Status]>([
    ['hotp', { mode: 'hotp', stepSeconds: undefined, t0: undefined }, 'unsupported-mode'],
    ['SHA512', { algorithm: 'SHA512' }, 'unsupported-algorithm'],
    ['5 digits', { digits: 5 }, 'unsupported-digits'],
    ['7 digits', { digits: 7 }, 'unsupported-digits'],
    ['a step of 90 s', { stepSeconds: 90 }, 'unsupported-step'],
    ['a step of 60 s', { stepSeconds: 60 }, 'ok'],
    ['SHA256', { algorithm: 'SHA256' }, 'ok'],
  ])('of what the profile does or does not do: %s', (_, change, status) => {
    expect(load({ ...TOTP_LOAD, ...change }, station('shinkin-hardware'))).toBe(status);
  });

  it.each([
    [3, 'unsupported-digits'],
    [4, 'ok'],
    [10, 'ok'],
    [0, 'unsupported-digits'],
  ] as const)('of %d digits into a fob that takes 4 to 10: %s', (digits, status) => {
    expect(load({ ...TOTP_LOAD, digits })).toBe(status);
  });

  it.each([
    [undefined, 'unsupported-step'],
    [0, 'unsupported-step'],
    [1, 'ok'],
    [3600, 'ok'],
  ] as const)('of a step of %s s into a fob that takes any: %s', (stepSeconds, status) => {
    expect(load({ ...TOTP_LOAD, stepSeconds })).toBe(status);
  });

  it.each([
    ['SKTH00000017', 'ok'],
    ['SKTH0000001', 'serial-label'],
    ['SKTH000000178', 'serial-label'],
    ['skth00000017', 'serial-label'],
    ['銀行', 'serial-label'],
    ['SKTH00000017\n', 'serial-label'],
  ] as const)(
    'of the serial label %j into a fob with labels like SKTH00000017: %s',
    (serialLabel, status) => {
      expect(load({ ...TOTP_LOAD, serialLabel }, station('shinkin-hardware'))).toBe(status);
    },
  );

  it('reads the pattern of labels as its profile does, by code points', () => {
    const host = station('generic', variant('generic', { serialPattern: '\\p{Lu}{3}' }));
    expect(load({ ...TOTP_LOAD, serialLabel: 'ABC' }, host)).toBe('ok');
  });

  it.each([
    [NOW - 1, 'expiry-passed'],
    [NOW, 'expiry-passed'],
    [NOW + 1, 'ok'],
  ] as const)('of the expiry %d at 1750000000: %s', (expiry, status) => {
    expect(load({ ...TOTP_LOAD, expiry })).toBe(status);
  });

  it('of an expiry into a fob without a clock is taken: nothing says that it has passed', () => {
    const host = new RawHost(blankFob());
    expectOk(host.open());
    expectOk(host.sealedCall(loadSeed, { ...HOTP_LOAD, expiry: 1 }).status);
  });

  it.each([
    ['OCRA-1:HOTP-SHA1-6:QN08', 'ok'],
    ['OCRA-1:HOTP-SHA1-6:C-QH40-T12H', 'ok'],
    [undefined, 'bad-suite'],
    ['OCRA-1:HOTP-SHA1-6', 'bad-suite'],
    ['OCRA-1:HOTP-SHA1-6:QN08-PSHA1', 'bad-suite'],
    ['OCRA-1:HOTP-SHA1-6:QN08-S064', 'bad-suite'],
    ['OCRA-1:HOTP-SHA256-6:QN08', 'bad-suite'],
    ['OCRA-1:HOTP-SHA1-8:QN08', 'bad-suite'],
  ] as const)('of the suite %s for 6 digits of SHA1: %s', (suite, status) => {
    expect(load({ ...OCRA_LOAD, suite })).toBe(status);
  });

  it.each<[SeedLoad, keyof SeedLoad, number | string]>([
    [TOTP_LOAD, 'counter', 0],
    [TOTP_LOAD, 'suite', 'x'],
    [HOTP_LOAD, 'stepSeconds', 30],
    [HOTP_LOAD, 't0', 0],
    [HOTP_LOAD, 'suite', 'OCRA-1:HOTP-SHA1-6:QN08'],
    [OCRA_LOAD, 'stepSeconds', 30],
    [OCRA_LOAD, 't0', 0],
  ])('of mode $mode with a field of another mode gets bad-payload: %s', (base, field, value) => {
    expect(load({ ...base, [field]: value })).toBe('bad-payload');
  });

  it.each<[SeedLoad, keyof SeedLoad]>([
    [TOTP_LOAD, 't0'],
    [HOTP_LOAD, 'counter'],
  ])('of mode $mode takes the lack of an optional field: %s', (base, field) => {
    expect(load(without(base, field))).toBe('ok');
  });

  it('tells the first thing that is wrong, in the order of the page', () => {
    const host = station('shinkin-hardware');
    const wrongs: [Partial<SeedLoad>, Status][] = [
      [{ counter: 1 }, 'bad-payload'],
      [{ seed: seedOf(0) }, 'seed-length'],
      [{ algorithm: 'SHA512' }, 'unsupported-algorithm'],
      [{ digits: 9 }, 'unsupported-digits'],
      [{ stepSeconds: 7 }, 'unsupported-step'],
      [{ serialLabel: 'x' }, 'serial-label'],
      [{ expiry: 1 }, 'expiry-passed'],
    ];
    for (const [i, [, status]] of wrongs.entries()) {
      const changes = wrongs.slice(i).map(([change]) => change);
      expect(load(Object.assign({}, TOTP_LOAD, ...changes) as SeedLoad, host)).toBe(status);
    }
    const other = { ...HOTP_LOAD, algorithm: 'SHA512', digits: 9 } as const;
    expect(load({ ...other, seed: seedOf(0) }, host)).toBe('seed-length');
    expect(load(other, host)).toBe('unsupported-mode');
  });

  it('answers with the key generation, logs itself and makes the fob show codes', () => {
    const host = station();
    expect(replyOf(host.sealedCall(loadSeed, TOTP_LOAD))).toEqual({ keyGeneration: 0 });
    expect(eventsOf(host)[0]).toBe('seed-loaded');
    push(host.fob);
    expect(seen(host.fob)).toBe(replyOf(host.call(readCode, {})).code);
  });

  it('of a second seed is refused until a wipe', () => {
    const host = station();
    expectOk(host.sealedCall(loadSeed, TOTP_LOAD).status);
    expect(host.sealedCall(loadSeed, TOTP_LOAD).status).toBe('wrong-lifecycle');
  });

  it('keeps seed and counter over a reset', () => {
    const host = station();
    expectOk(host.sealedCall(loadSeed, { ...HOTP_LOAD, counter: 3 }).status);
    host.fob.unplug();
    host.fob.removeCell();
    host.fob.insertCell();
    const after = new RawHost(host.fob);
    expect(replyOf(after.call(readCode, {}))).toMatchObject({ code: '969429', movingFactor: 3 });
    expect(statusOf(after).counter).toBe(4);
  });
});
