import { expect, it } from 'vitest';
import { policyFacts } from '../../../../host/cli/fleet/policy-facts.ts';

const timed = { mode: 'totp', stepSeconds: 60 } as const;

it('windows are told in steps of the fob, and as the file has them where these differ', () => {
  const { firstUse, normal, written } = policyFacts('ask-1020', timed);
  expect({ firstUse, normal }).toEqual({
    firstUse: { behind: 10, ahead: 5 },
    normal: { behind: 2, ahead: 1 },
  });
  expect(written).toEqual({
    stepSeconds: 30,
    firstUse: { behind: 20, ahead: 10 },
    normal: { behind: 4, ahead: 2 },
  });
  expect(policyFacts('ask-1020', { ...timed, stepSeconds: 30 })).not.toHaveProperty('written');
  expect(policyFacts('ask-1020', { mode: 'hotp', stepSeconds: 30 })).toMatchObject({
    normal: { behind: 0, ahead: 10 },
  });
});

it('waits and two codes in a row are told where the policy has them', () => {
  expect(policyFacts('rfc4226', timed)).toMatchObject({ throttleSeconds: 5 });
  expect(policyFacts('multiotp', timed)).toMatchObject({ delay: { afterWrong: 3, seconds: 300 } });
  expect(policyFacts('linotp', timed).resync).toEqual({
    automatic: { window: { behind: 1000, ahead: 999 }, withinSeconds: 240 },
    byHand: { behind: 1000, ahead: 999 },
  });
  expect(policyFacts('privacyidea', { ...timed, mode: 'hotp' }).resync).toEqual({
    byHand: { behind: 0, ahead: 999 },
  });
  const plain = policyFacts('ask-1020', timed);
  for (const word of ['throttleSeconds', 'delay', 'forgetWrongAfterSeconds', 'resync', 'base']) {
    expect(plain).not.toHaveProperty(word);
  }
});

it('what a file changes is told word by word, and nothing of one that changes no rule', () => {
  const told = {
    base: 'rfc4226',
    name: 'ours',
    normal: { behind: 4, ahead: 2 },
    throttleSeconds: 0,
    resync: { automatic: true, withinSeconds: 300 },
  };
  const { base, changes } = policyFacts(told, timed);
  expect([base, ...(changes ?? []).map(({ value, word }) => `${word} ${value}`)]).toEqual([
    'rfc4226',
    'normal { behind: 4, ahead: 2 }',
    'throttleSeconds 0',
    'resync.automatic true',
    'resync.withinSeconds 300',
  ]);
  expect(policyFacts({ base: 'rfc4226', name: 'ours' }, timed)).not.toHaveProperty('base');
});
