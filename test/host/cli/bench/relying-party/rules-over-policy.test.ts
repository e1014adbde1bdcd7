import { codeWindow } from '../../../../../host/bank/policy/window.ts';
import { policies } from '@fobkit/bank';
import { expect, test } from 'vitest';
import { bankPolicy } from '../../../../../host/cli/bank/bank-rules.ts';
import { rulesOverPolicy } from '../../../../../host/cli/bench/relying-party/rules-over-policy.ts';

function named(name: string) {
  const policy = bankPolicy(name);
  if (policy === undefined) throw new Error(`no policy ${name}`);
  return policy;
}

test.each(policies)('$name is as it is where the scenario says nothing', (policy) => {
  expect(rulesOverPolicy({}, policy)).toEqual(policy);
});

test('the window of a scenario is steps of the fob, at the first use and after years too', () => {
  const policy = rulesOverPolicy({ window: 2 }, named('1303'));
  const years = 5 * 365 * 86_400;
  for (const acceptedAt of [undefined, 1_900_000_000, 1_900_000_000 - years]) {
    const at = { timed: true, stepSeconds: 60, wrongInARow: 0, unixSeconds: 1_900_000_000 };
    expect(codeWindow(policy, { ...at, acceptedAt })).toEqual({ behind: 2, ahead: 2 });
  }
});

test('the window of a scenario is the look-ahead of counters', () => {
  const policy = rulesOverPolicy({ window: 3, resyncWindow: 7 }, named('privacyidea'));
  expect(policy.counters).toEqual({ lookAhead: 3, resyncLookAhead: 7 });
});

test('a resynchronisation that the bank does not offer is offered where the scenario has one', () => {
  const policy = rulesOverPolicy({ resyncWindow: 10 }, named('1020'));
  expect(policy.resync).toMatchObject({ window: { behind: 10, ahead: 10 }, automatic: false });
  expect(policy.normal).toEqual(named('1020').normal);
});

test('one by an administrator looks as far as the scenario says', () => {
  const { resync } = rulesOverPolicy({ resyncWindow: 10 }, named('rsa'));
  expect(resync).not.toHaveProperty('byHand');
});

test('lock count and drift are those of the scenario; delays stay those of the policy', () => {
  const policy = rulesOverPolicy({ lockAfter: 9, followsDrift: false }, named('multiotp'));
  expect(policy).toMatchObject({ lockAfter: 9, followsDrift: false });
  expect(policy.delay).toEqual(named('multiotp').delay);
});
