import { fleetJudge, findPolicy, type Policy } from '@fobkit/bank/policy';
import { type FleetJudge, type FleetSpec, runFleetPart } from '@fobkit/firmware-sim/fleet';
import { makeBatchEngine } from '@fobkit/protocol';
import { describe, expect, it } from 'vitest';
import { fleetOf, profileNamed } from './support/fleets.ts';
import { runNaively } from './support/naive-teller.ts';
import { windowJudge } from './support/window-judge.ts';

/** Of so few codes that many are those of other factors in the window, too. */
const FEW_CODES = { mode: 'totp', algorithm: 'SHA1', digits: 4, stepSeconds: 30 } as const;

function clumsyFleet(change: Partial<FleetSpec>): FleetSpec {
  const fleet = fleetOf({ fobs: 70, days: 100, codes: FEW_CODES, ...change });
  return {
    ...fleet,
    shelfDays: { kind: 'uniform', from: 0, to: 20 },
    calibrationPpb: { kind: 'normal', mean: 0, deviation: 20_000 },
    defects: [{ kind: 'dies', share: 0.3, afterDays: { kind: 'uniform', from: 0, to: 90 } }],
    owners: {
      ...fleet.owners,
      pressesPerDay: { kind: 'normal', mean: 1.2, deviation: 0.7, from: 0, to: 4 },
      mistyped: 0.1,
    },
    guesser: { fobsPerDay: 10, guesses: 10 },
  };
}

const constant = (value: number) => ({ kind: 'constant', value }) as const;

function policyNamed(name: string): Policy {
  const policy = findPolicy(name);
  if (policy === undefined) throw new Error(`no policy ${name}`);
  return policy;
}

const bankOf = (name: string, spec: FleetSpec): FleetJudge =>
  fleetJudge(policyNamed(name), spec.codes);

describe('codes of a fleet that are searched for by the thousand', () => {
  it.each<[string, Partial<FleetSpec>, (spec: FleetSpec) => FleetJudge]>([
    [
      'a wide window',
      { fobs: 70 },
      () => windowJudge({ stepSeconds: 30, behind: 20, ahead: 20, follows: true }),
    ],
    ['a bank that locks', { fobs: 40, seed: 11 }, (spec) => bankOf('asahi-1303', spec)],
    [
      'counters',
      {
        fobs: 34,
        seed: 5,
        codes: { ...FEW_CODES, mode: 'hotp', algorithm: 'SHA256' },
        profile: profileNamed('hotp-button'),
      },
      () => windowJudge({ stepSeconds: 30, behind: 0, ahead: 30, mode: 'hotp' }),
    ],
    ['two codes on the phone', { fobs: 40, seed: 3 }, (spec) => bankOf('rfc4226', spec)],
    ['two codes that open a lock', { fobs: 24, seed: 4 }, (spec) => bankOf('symantec', spec)],
    [
      'counters, and two codes on the phone',
      {
        fobs: 24,
        seed: 6,
        codes: { ...FEW_CODES, mode: 'hotp' },
        profile: profileNamed('hotp-button'),
      },
      (spec) => bankOf('rfc4226', spec),
    ],
  ])('come to the same as one by one: %s', (_, change, judgeOf) => {
    const spec = clumsyFleet(change);
    const part = { spec, first: 2, count: spec.fobs - 2, judge: judgeOf(spec) };
    const found = runFleetPart({ ...part, engine: makeBatchEngine() });
    expect(found).toEqual(runNaively(part));
    // Some of them were found where nobody expected them.
    expect(found).not.toEqual(runFleetPart(part));
  });

  it.each([
    { behind: 3, ahead: 0 },
    { behind: 0, ahead: 3 },
  ])('come to the same at the edges of where two codes are looked for: %o', (byHand) => {
    const spec = clumsyFleet({ fobs: 40, seed: 5 });
    const policy = policyNamed('rfc4226');
    const judge = fleetJudge({ ...policy, resync: { ...policy.resync, byHand } }, spec.codes);
    const part = { spec, first: 0, count: 40, judge };
    expect(runFleetPart({ ...part, engine: makeBatchEngine() })).toEqual(runNaively(part));
  });

  it('come to the same where two codes on the phone are seen where nobody gave them', () => {
    const fleet = clumsyFleet({ fobs: 24, seed: 9 });
    const spec = { ...fleet, owners: { ...fleet.owners, mistyped: 0.6 } };
    // Of so many seconds behind a first one some are those of another factor by chance.
    const policy = policyNamed('rfc4226');
    const judge = fleetJudge({ ...policy, resync: { ...policy.resync, gap: 900 } }, spec.codes);
    const part = { spec, first: 0, count: 24, judge };
    expect(runFleetPart({ ...part, engine: makeBatchEngine() })).toEqual(runNaively(part));
  });

  it('come to the same where one fob has more than are searched for at once', () => {
    const { owners, ...fleet } = fleetOf({ fobs: 2, days: 120, codes: FEW_CODES });
    const spec = {
      ...fleet,
      owners: { ...owners, pressesPerDay: constant(25), mistyped: 0.5 },
      shelfDays: constant(0),
    };
    const judge = windowJudge({ stepSeconds: 30, behind: 8, ahead: 8, follows: true });
    const part = { spec, first: 0, count: 2, judge };
    const found = runFleetPart({ ...part, engine: makeBatchEngine() });
    expect(Math.min(...found.fobs.codes)).toBeGreaterThan(2048);
    expect(found).toEqual(runNaively(part));
    expect(found).not.toEqual(runFleetPart(part));
  });
});
