import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FleetSpec, FleetVerdict, LOCKS } from '../../../../firmware-sim/fleet/index.ts';
import { fleetJudge } from '../../../../host/bank/kernel/fleet-judge.ts';
import type { Policy } from '../../../../host/bank/policy/policy.ts';
import { findPolicy } from '../../../../host/bank/policy/presets/presets.ts';
import { batchCodeSource } from '../../../../host/bank/verify/batch-source.ts';
import { type TestBank, testBank } from '../../bank/store/support.ts';
import { recordedFleet } from './support/recorded-fleet.ts';
import { restlessFleet } from './support/restless-fleet.ts';
import { type Replay, verdictWord, WholeBank } from './support/whole-bank.ts';

let made: TestBank;
beforeAll(async () => {
  made = await testBank({ source: batchCodeSource() });
});
afterAll(() => made.close());

/** A fleet that lives under one policy, and the whole bank by the same one, or another. */
async function replayed(spec: FleetSpec, policy: Policy, other = policy): Promise<Replay> {
  const deeds = recordedFleet(spec, fleetJudge(policy, spec.codes));
  return await new WholeBank(made.bank, other, spec, `SEED${spec.seed}`).replay(deeds);
}

const codesBy = (stepSeconds: number, mode: 'totp' | 'hotp' = 'totp'): FleetSpec['codes'] => ({
  mode,
  algorithm: 'SHA1',
  digits: 6,
  stepSeconds,
});

function presetNamed(name: string): Policy {
  const policy = findPolicy(name);
  if (policy === undefined) throw new Error(`no policy ${name}`);
  return policy;
}

const LOCKING = 'accepted; wrong; wrong, locks; locked';

/** Each that came, in the order of their numbers; `locks` behind the same without. */
function wordsOf(verdicts: readonly number[]): string {
  const came = Object.values(FleetVerdict).flatMap((verdict) => [verdict, verdict + LOCKS]);
  return came
    .filter((verdict) => verdicts.includes(verdict))
    .map(verdictWord)
    .join('; ');
}

// Nobody in a fleet types a code twice, so that none is replayed. With six digits and these seeds no
// two factors of a window show the same code and nobody guesses a code that was used: there the two
// banks may differ.
describe('the whole bank says of each code what the bank of a fleet says', () => {
  it.each([
    ['asahi-1303', 6, codesBy(30), LOCKING],
    ['onespan', 12, codesBy(36), LOCKING],
    ['rsa', 1, codesBy(60), `${LOCKING}; resyncWanted; resynchronised`],
    ['privacyidea-autoresync', 7, codesBy(30), `${LOCKING}; resyncWanted; resynchronised`],
    ['rfc4226', 8, codesBy(30, 'hotp'), LOCKING],
  ] as const)('by %s', async (name, seed, codes, words) => {
    const spec = restlessFleet({ seed, codes });
    const { differences, verdicts } = await replayed(spec, presetNamed(name));
    expect(differences).toEqual([]);
    expect(wordsOf(verdicts)).toBe(words);
  });

  it.each([
    { when: 'after a refused code', name: 'rfc4226', seed: 107, codes: codesBy(30) },
    { when: 'counters', name: 'ask-1020', seed: 201, codes: codesBy(30, 'hotp') },
    { when: 'locks that they open', name: 'symantec', seed: 122, codes: codesBy(30) },
    { when: 'a wait', name: 'multiotp', seed: 161, codes: codesBy(30), more: '; throttled' },
  ])('and of two in a row that are read out: $when', async ({ name, seed, codes, more = '' }) => {
    const spec = restlessFleet({ seed, codes });
    const { differences, ofTwo } = await replayed(spec, presetNamed(name));
    expect(differences).toEqual([]);
    expect(wordsOf(ofTwo)).toBe(`wrong${more}; resynchronised`);
  });

  it('where an owner has to wait after a wrong code', async () => {
    const policy = { ...presetNamed('multiotp'), delay: { afterWrong: 1, seconds: 300 } };
    const { differences, verdicts } = await replayed(restlessFleet({ seed: 30 }), policy);
    expect(differences).toEqual([]);
    expect(wordsOf(verdicts)).toBe('accepted; wrong; wrong, locks; locked; throttled');
  });

  it('where the first of two codes counts as a wrong one, and locks', async () => {
    const policy = { ...presetNamed('privacyidea-autoresync'), lockAfter: 1 };
    const { differences, verdicts } = await replayed(restlessFleet({ seed: 31 }), policy);
    expect(differences).toEqual([]);
    expect(verdicts).toContain(FleetVerdict.resyncWanted + LOCKS);
  });

  it('and is found out where it looks for two codes less far', async () => {
    const policy = presetNamed('rfc4226');
    const narrow = { ...policy, resync: { ...policy.resync, byHand: { behind: 2, ahead: 2 } } };
    const { differences } = await replayed(restlessFleet({ seed: 101 }), policy, narrow);
    expect(differences).not.toEqual([]);
    for (const line of differences) expect(line).toMatch(/: wrong; not resynchronised$/);
  });

  it('and is found out where it locks by a code less', async () => {
    const policy = presetNamed('asahi-1303');
    const stricter = { ...policy, lockAfter: policy.lockAfter - 1 };
    const { differences } = await replayed(restlessFleet({ seed: 32 }), policy, stricter);
    expect(differences).not.toEqual([]);
    for (const line of differences) expect(line).toMatch(/: wrong, locks; not wrong$/);
  });
});
