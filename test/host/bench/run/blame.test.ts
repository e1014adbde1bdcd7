import {
  BadReplyError,
  CapabilityError,
  ChannelError,
  LinkLostError,
  LinkNotFoundError,
  NotAFobError,
  RequestTimeoutError,
  RigError,
  type RigErrorCode,
  TransportError,
} from '@fobkit/client';
import { UsageError } from '@fobkit/protocol';
import { describe, expect, test } from 'vitest';
import { blameOf, outcomeOf, StepEnd } from '../../../../host/bench/run/blame.ts';
import { rigsWith, runOf } from './support.ts';

describe('whose fault it is', () => {
  test.each([
    ['FAIL', 'a reply that breaks the protocol', new BadReplyError('sim:', 'a reply', 'is none')],
    ['FAIL', 'a sealed channel that comes to no end', new ChannelError('sim:', 'is over')],
    ['SKIPPED', 'a device that cannot do it', new CapabilityError('sim:', 'status')],
    ['INVALID', 'a scenario that asks for what cannot be', new UsageError('no such suite')],
    ['INVALID', 'fobkit itself', new TypeError('x is undefined')],
  ] as const)('%s: %s', (verdict, _, error) => {
    expect(blameOf(error).verdict).toBe(verdict);
  });

  test.each<[RigErrorCode, string]>([
    ['lacking', 'SKIPPED'],
    ['contact', 'INVALID'],
    ['unproven', 'INVALID'],
    ['busy', 'INVALID'],
    ['refused', 'INVALID'],
  ])('a rig that says %s is %s, never FAIL', (code, verdict) => {
    expect(blameOf(new RigError(code, 'so it is')).verdict).toBe(verdict);
  });

  test('what is a verdict already stays as it is', () => {
    const end = new StepEnd('FAIL', 'it is so');
    expect(blameOf(end)).toBe(end);
  });
});

describe('what a call that threw says of the fob', () => {
  const timeout = new RequestTimeoutError('sim:', 'GetInfo', { timeoutMs: 1000, attempts: 3 });
  test.each([
    ['no-answer', timeout],
    ['no-answer', new NotAFobError('sim:', 'says nothing')],
    ['lost', new LinkLostError('sim:')],
    ['lost', new LinkNotFoundError('sim:', 'nothing is there')],
    ['lost', new TransportError('link-failed', 'sim:', 'the device is gone')],
    [undefined, new TransportError('busy', 'sim:', 'another program has it')],
    [undefined, new RigError('contact', 'the relay is gone')],
    [undefined, new BadReplyError('sim:', 'a reply', 'is none')],
    [undefined, 'a text'],
  ])('%s: %s', (outcome, error) => {
    expect(outcomeOf(error)).toBe(outcome);
  });
});

test('a reading that is no number is the instrument’s fault, and stands in no record', async () => {
  const rigs = rigsWith((rig) => ({
    async read(what) {
      const reading = await rig.read(what);
      return what === 'rail' ? { ...reading, value: Number.NaN, instrument: 'dmm1' } : reading;
    },
  }));
  for (const limits of ['', ', min: 2 V']) {
    const steps = `steps: [{ measure: { name: rail, of: rail${limits} } }]`;
    const record = await runOf(steps, { rigs });
    expect(record).toMatchObject({
      verdict: 'INVALID',
      reasons: [{ message: 'dmm1 tells NaN for the rail' }],
      measurements: [],
    });
    expect(JSON.stringify(record)).not.toContain('null');
  }
});

describe('a code that the bank has already', () => {
  test('is valid in its time', async () => {
    const steps = '{ host: read-code }, { bank: verify }, { wait: 1 s }';
    const record = await runOf(
      `steps: [${steps}, { expect: { code: { is: valid, from: wire } } }]`,
    );
    expect(record.verdict).toBe('PASS');
  });

  test('and that a fob shows for good is not', async () => {
    const steps = 'press, { bank: verify }, { wait: 10 min }';
    const record = await runOf(
      `steps: [${steps}, { expect: { code: { is: valid, from: last } } }]`,
    );
    expect(record.verdict).toBe('FAIL');
    expect(record.reasons[0]?.message).toMatch(/which is replayed$/);
  });
});

describe('what expects nothing', () => {
  test.each([
    '{ host: { status, outcome: any } }',
    '{ host: read-code }, { bank: { verify: any } }',
    '{ bank: unlock }',
    '{ bank: cancel }',
  ])('%s is no check by itself', async (steps) => {
    const bare = steps.replace(
      '{ host: read-code }',
      '{ host: { read-code: null, outcome: any } }',
    );
    const record = await runOf(`steps: [${bare}]`);
    expect(record.verdict).toBe('INVALID');
    expect(record.reasons[0]?.message).toMatch(/^nothing was expected, nothing measured/);
  });

  test('a fob without counters has none that never goes back', async () => {
    const record = await runOf(
      'steps: [{ host: { status, outcome: any } }, { expect: { counter: never-back } }]',
    );
    expect(record.verdict).toBe('INVALID');
    expect(record.reasons[0]?.message).toMatch(/^nothing was expected/);
  });

  test('a counter is compared with the one that was loaded', async () => {
    const record = await runOf(
      'given: { load: { mode: hotp, counter: 7 } }\nsteps: [{ expect: { counter: never-back } }]',
    );
    expect(record.verdict).toBe('PASS');
  });
});
