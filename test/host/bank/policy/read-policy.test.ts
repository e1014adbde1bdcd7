import fc from 'fast-check';
import { UsageError } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { findPolicy, policies } from '../../../../host/bank/policy/presets/presets.ts';
import { policyWords } from '../../../../host/bank/policy/policy-words.ts';
import { readPolicy } from '../../../../host/bank/policy/read-policy.ts';
import { plainPolicy } from '../verify/verify-support.ts';

const refused = (data: unknown) => expect(() => readPolicy(data, 'bank.yaml'));

describe('a policy file', () => {
  it('puts what it says over its base, in idle and resync field by field', () => {
    const read = readPolicy(
      { base: 'asahi-1303', name: 'ours', lockAfter: 3, idle: { afterDays: 30 } },
      'bank.yaml',
    );
    const base = findPolicy('asahi-1303');
    expect(read).toEqual({
      ...base,
      name: 'ours',
      lockAfter: 3,
      idle: { ...base?.idle, afterDays: 30 },
    });
  });

  it('takes one number for both sides of a window', () => {
    const resync = { ...plainPolicy.resync, window: 3, byHand: 4 };
    const both = (steps: number) => ({ behind: steps, ahead: steps });
    const read = readPolicy(
      { ...plainPolicy, normal: 1, idle: { ...plainPolicy.idle, limit: 2 } },
      '',
    );
    expect(read).toMatchObject({ normal: both(1), idle: { limit: both(2) } });
    expect(readPolicy({ ...plainPolicy, resync }, '').resync).toMatchObject({
      window: both(3),
      byHand: both(4),
    });
  });

  it('reads never as no lock', () => {
    const data = { base: 'rfc4226', lockAfter: 'never' };
    expect(readPolicy(data, '').lockAfter).toBe(0);
    expect(readPolicy({ base: 'pam-oath', name: 'ours' }, '').lockAfter).toBe(0);
  });

  it('a limit of idle time that is not written follows the normal window', () => {
    const read = readPolicy({ base: 'rfc4226', normal: { behind: 2, ahead: 0 } }, '');
    expect(read.idle.limit).toEqual({ behind: 2, ahead: 1 });
  });

  it.each<[string, unknown, RegExp]>([
    ['a base that is not there', { base: 'x' }, /^bank\.yaml: base: must be one of asahi-1303, /],
    ['no policy at all', 'x', /^bank\.yaml: policy: /],
    ['a list', [], /^bank\.yaml: /],
    ['a missing field', {}, /bank\.yaml: lockAfter: /],
    [
      'a field that is not known',
      { base: 'rsa', lockAfer: 3 },
      /bank\.yaml: lockAfer: is no word here; did you mean lockAfter\?$/,
    ],
    ['a missing word', {}, /bank\.yaml: normal: is missing/],
    [
      'a time with its unit',
      { base: 'rsa', throttleSeconds: '5 min' },
      /throttleSeconds: must be a number of seconds, not 5 min$/,
    ],
    [
      'days with their unit',
      { base: 'rsa', idle: { afterDays: '1 week' } },
      /idle\.afterDays: must be a number of days, not 1 week$/,
    ],
    [
      'a rate with its unit',
      { base: 'rsa', idle: { aheadSecondsPerDay: '1 s/day' } },
      /must be a number of seconds a day, not 1 s/,
    ],
    [
      'a text for a number',
      { base: 'rsa', counters: { lookAhead: 'x' } },
      /must be a number, not x/,
    ],
    [
      'a lock at no wrong code',
      { base: 'rsa', lockAfter: 0 },
      /lockAfter: 0 locks nobody; write lockAfter: never$/,
    ],
    ['a list for words', { base: 'rsa', idle: [1] }, /idle: must be words and their values, not a/],
    [
      'a window that is none',
      { base: 'rsa', normal: 'wide' },
      /normal: write \{ behind: 4, ahead: 2 \}, or one number for both sides$/,
    ],
    [
      'half a lock',
      { base: 'rsa', lockAfter: 2.5 },
      /bank\.yaml: lockAfter: must be a whole number/,
    ],
    [
      'an inner field',
      { base: 'rsa', idle: { limit: { behind: -1, ahead: 1 } } },
      /idle\.limit\.behind: must be 0/,
    ],
    [
      'too fine a rate',
      { base: 'rsa', idle: { aheadSecondsPerDay: 0.00012 } },
      /must have three decimals/,
    ],
    ['a name with a slash', { base: 'rsa', name: '../x' }, /bank\.yaml: name: /],
  ])('%s is refused with its place', (_, data, message) => {
    refused(data).toThrow(UsageError);
    refused(data).toThrow(message);
  });

  it('every fault is told at once', () => {
    refused({ base: 'rsa', lockAfter: -1, throttleSeconds: 'x' }).toThrow(
      /lockAfter: [^\n]*\n.*throttleSeconds: /s,
    );
  });

  it('whatever a file holds: a policy, or a refusal', () => {
    const field = fc.constantFrom('base', 'idle', 'resync', 'lockAfter', 'normal', '__proto__');
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.dictionary(field, fc.anything())), (data) => {
        refused(data).toThrow(UsageError);
      }),
    );
  });
});

describe('nonsense is refused', () => {
  const window = (steps: number) => ({ behind: steps, ahead: steps });

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['a window of a year', { normal: window(1_051_200 / 2) }, /normal\.behind: must be 0 to 10000/],
    [
      'a day’s window that never locks',
      { normal: window(1440), lockAfter: 'never' },
      /lockAfter: never, without a delay, and a window of 2881 codes: nothing stops a guesser/,
    ],
    [
      'a day’s window that locks late',
      { normal: window(1440), idle: { ...plainPolicy.idle, limit: window(1440) }, lockAfter: 10 },
      /lockAfter: 10 guesses at a window of 2881 codes/,
    ],
    [
      'delays that let too many guesses through',
      { firstUse: window(500), lockAfter: 'never', throttleSeconds: 1 },
      /throttleSeconds: 416 guesses a day/,
    ],
    [
      'a limit of idle time that is narrower than the window',
      { normal: window(2) },
      /idle\.limit: narrower .* write \{ behind: 2, ahead: 2 \} or more$/,
    ],
    [
      'resynchronisation by itself without a window',
      {
        counters: { lookAhead: 1, resyncLookAhead: 0 },
        resync: { window: window(0), automatic: true, withinSeconds: 60 },
      },
      /resync\.automatic: there is no resync\.window/,
    ],
    [
      'a second code that never comes in time',
      { resync: { window: window(9), automatic: true, withinSeconds: 0 } },
      /resync\.withinSeconds: 0/,
    ],
    [
      'rules for codes that come one by one, which are not offered',
      { resync: { ...plainPolicy.resync, wrongNextLocks: true } },
      /resync\.automatic: false/,
    ],
    [
      'a delay after the lock',
      { delay: { afterWrong: 5, seconds: 60 } },
      /delay\.afterWrong: the lock comes before it/,
    ],
    [
      'wrong codes that are forgotten before their delay is over',
      { throttleSeconds: 60, forgetWrongAfterSeconds: 60 },
      /forgetWrongAfterSeconds: /,
    ],
  ])('%s', (_, change, message) => {
    refused({ ...plainPolicy, ...change }).toThrow(message);
  });

  it('what comes with the bank is not', () => {
    for (const policy of policies)
      expect(readPolicy(policyWords(policy), 'preset')).toEqual(policy);
  });
});
