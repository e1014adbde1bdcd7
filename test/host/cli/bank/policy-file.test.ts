import { expect, it } from 'vitest';
import { policyFile } from '../../../../host/cli/bank/policy-file.ts';
import { runHere } from '../support/run-here.ts';

it.each([
  ['JSON', '{ "base": "asahi-1303", "bankCode": "4321", "lockAfter": 3 }'],
  ['JSON with tabs', '{\n\t"base": "asahi-1303",\n\t"bankCode": "4321",\n\t"lockAfter": 3\n}\n'],
  ['YAML', 'base: asahi-1303\nbankCode: "4321"\nlockAfter: 3\n'],
  ['YAML under policy', 'bankCode: "4321"\npolicy:\n  base: asahi-1303\n  lockAfter: 3\n'],
])('a policy is read from %s', (_, text) => {
  const { bankCode, policy } = policyFile(text, 'ours.yaml');
  expect([bankCode, policy.name, policy.lockAfter]).toEqual(['4321', 'asahi-1303', 3]);
});

it('what fob bank policies prints is a file of a bank', async () => {
  const { stdout } = await runHere(['bank', 'policies', 'rfc4226']);
  expect(policyFile(stdout, 'ours.yaml').policy.name).toBe('rfc4226');
});

it.each([
  ['no YAML', 'base: [rsa\n', /^ours\.yaml:\d+:\d+: /],
  ['a unit', 'base: rsa\nresync: { withinSeconds: 5 min }\n', /^ours\.yaml:2:26: resync\.within/],
  ['a misspelt word', 'policy:\n  base: rsa\n  lockAfer: 3\n', /^ours\.yaml:3:3: lockAfer: is no/],
  [
    'no base',
    '{ "lockAfter": 3 }',
    /^ours\.yaml:1:1: policy: say which policy it changes, as base/,
  ],
  ['a fleet', 'fobs: 3\npolicy: { base: rsa }\n', /^ours\.yaml:1:1: fobs stands beside policy: /],
  [
    'a code that YAML takes for a number',
    'base: rsa\nbankCode: 4321\n',
    /:2:11: bankCode: must be/,
  ],
  ['nothing', '', /^ours\.yaml:1:1: policy: /],
])('of %s one line tells the place', (_, text, message) => {
  const read = (): unknown => policyFile(text, 'ours.yaml');
  expect(read).toThrow(message);
  expect(read).not.toThrow(/\n/);
});
