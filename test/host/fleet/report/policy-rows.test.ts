import { expect, it } from 'vitest';
import { policyRows } from '../../../../host/fleet/report/policy-rows.ts';
import { madeResult, madeTally } from '../support/made-result.ts';

const { codes, policy } = madeResult(madeTally(1, 1)).facts;

it('what a file changes is told beside the source of what it changes', () => {
  const changes = [
    { word: 'lockAfter', value: '5' },
    { word: 'throttleSeconds', value: '0' },
  ];
  const rows = policyRows({ codes, policy: { ...policy, base: 'rfc4226', changes } });
  expect(rows).toContainEqual(['changed', 'rfc4226 with lockAfter 5; throttleSeconds 0']);
  expect(rows).toContainEqual(['source of rfc4226', 'Nowhere.']);
  expect(policyRows({ codes, policy })).toContainEqual(['source of the policy', 'Nowhere.']);
});

it('waits and two codes in a row are told where the policy has them', () => {
  const window = { behind: 60, ahead: 1 };
  const strict = {
    ...policy,
    throttleSeconds: 5,
    delay: { afterWrong: 3, seconds: 300 },
    forgetWrongAfterSeconds: 86_400,
    resync: { automatic: { window, withinSeconds: 240 }, byHand: window },
  };
  const rows = policyRows({ codes, policy: strict });
  const where = '60 steps of 30 s behind (30 min) and 1 ahead';
  expect(rows).toContainEqual([
    'waits',
    'after the n-th wrong code in a row n × 5 s; 5 min after each wrong code from 3 wrong codes in a row on',
  ]);
  expect(rows).toContainEqual(['wrong codes', 'forgotten after 24 h']);
  expect(rows).toContainEqual([
    'two codes in a row',
    `in two logins within 4 min, ${where}; read out to the help desk, ${where}`,
  ]);
  const names = policyRows({ codes, policy }).map(([name]) => name);
  expect(names).toEqual(['policy', 'window', 'lock', 'drift', 'source of the policy']);
});

it('one step is one step', () => {
  const one = { ...policy, normal: { behind: 1, ahead: 0 } };
  expect(policyRows({ codes, policy: one })).toContainEqual([
    'window',
    '1 step of 30 s behind and 0 ahead',
  ]);
});
