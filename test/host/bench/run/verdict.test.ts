import { describe, expect, test } from 'vitest';
import {
  idleReasons,
  provenBy,
  type Stimulus,
  verdictOf,
} from '../../../../host/bench/run/verdict.ts';
import type { Verdict } from '@fobkit/bench';

type Bad = Exclude<Verdict, 'PASS'>;

describe('a verdict follows from the reasons', () => {
  test.each<[Verdict, readonly Bad[]]>([
    ['PASS', []],
    ['FAIL', ['FAIL']],
    ['INVALID', ['INVALID']],
    ['SKIPPED', ['SKIPPED']],
    ['FAIL', ['INVALID', 'FAIL']],
    ['FAIL', ['FAIL', 'INVALID']],
    ['FAIL', ['SKIPPED', 'FAIL']],
    ['INVALID', ['SKIPPED', 'INVALID']],
    ['FAIL', ['SKIPPED', 'INVALID', 'FAIL']],
  ])('%s of %j', (verdict, reasons) => {
    expect(verdictOf({ reasons: reasons.map((is) => ({ verdict: is })), checks: 1 })).toBe(verdict);
  });

  test('nothing expected nor measured is INVALID', () => {
    expect(verdictOf({ reasons: [], checks: 0 })).toBe('INVALID');
  });

  test('a FAIL stays one where nothing else was checked', () => {
    expect(verdictOf({ reasons: [{ verdict: 'FAIL' }], checks: 0 })).toBe('FAIL');
  });
});

describe('what does not hold is proven by faults that fired', () => {
  const fired: Stimulus = { name: 'dip', firedCount: 1, evidence: 'at noon' };
  const idle: Stimulus = { name: 'cut', firedCount: 0, evidence: 'waits' };
  const fail = { verdict: 'FAIL', message: 'the LCD is off' } as const;

  test.each([
    ['no fault', [], 'FAIL'],
    ['one that fired', [fired], 'FAIL'],
    ['one that never fired', [idle], 'INVALID'],
    ['one of two that never fired', [fired, idle], 'INVALID'],
  ] as const)('with %s', (_, faults, verdict) => {
    expect(provenBy(faults, fail).verdict).toBe(verdict);
  });

  test('the message keeps what was seen, and names the fault that did nothing', () => {
    expect(provenBy([fired, idle], fail).message).toBe(
      'the LCD is off; but that proves nothing, since cut never fired',
    );
  });

  test('other reasons are as they were', () => {
    const skipped = { verdict: 'SKIPPED', message: 'no chamber' } as const;
    expect(provenBy([idle], skipped)).toBe(skipped);
  });

  test('each fault that never fired is a reason', () => {
    expect(idleReasons([fired, idle])).toEqual([
      { verdict: 'INVALID', message: 'the fault cut never fired: waits' },
    ]);
  });
});
