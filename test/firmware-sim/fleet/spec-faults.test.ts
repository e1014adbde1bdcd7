import { type FleetSpec, specFaults } from '@fobkit/firmware-sim/fleet';
import { describe, expect, it } from 'vitest';
import { fleetOf, profileNamed } from './support/fleets.ts';
import { coldFleet, countingFleet, crookedFleet, usualFleet } from './support/proof-fleets.ts';

function pathsOf(change: Partial<FleetSpec>): readonly string[] {
  return specFaults(fleetOf(change)).map(({ path }) => path);
}

const { lives, owners } = fleetOf();
const life = lives[0];

describe('the faults of a fleet', () => {
  it('are none in fleets that can be', () => {
    for (const spec of [fleetOf(), usualFleet, coldFleet, crookedFleet, countingFleet()]) {
      expect(specFaults(spec)).toEqual([]);
    }
  });

  it('are shares that do not sum to 1', () => {
    const rows = [
      { value: 1, share: 0.5 },
      { value: 2, share: 0.4 },
    ];
    expect(specFaults(fleetOf({ shelfDays: { kind: 'table', rows } }))).toEqual([
      { path: 'shelfDays.rows', message: 'shares that sum to 1, not to 0.9' },
    ]);
    expect(pathsOf({ lives: lives.slice(1) })).toEqual(['lives']);
    const dies = { kind: 'dies', share: 0.6, afterDays: { kind: 'constant', value: 9 } } as const;
    expect(pathsOf({ defects: [dies, dies] })).toEqual(['defects']);
    expect(pathsOf({ defects: [dies] })).toEqual([]);
  });

  it('are negative lives and ends in the wrong order', () => {
    const afterDays = { kind: 'constant', value: -1 } as const;
    expect(pathsOf({ defects: [{ kind: 'dies', share: 0.1, afterDays }] })).toEqual([
      'defects.0.afterDays.value',
    ]);
    expect(specFaults(fleetOf({ shelfDays: { kind: 'uniform', from: 9, to: 3 } }))).toEqual([
      { path: 'shelfDays', message: 'from 9 is above to 3' },
    ]);
  });

  it('are a normal distribution whose tails cannot be', () => {
    const [fault] = specFaults(fleetOf({ shelfDays: { kind: 'normal', mean: 30, deviation: 20 } }));
    expect(fault?.message).toContain('six deviations come to -90 to 150');
    const shelfDays = { kind: 'normal', mean: 30, deviation: 2, from: 50, to: 60 } as const;
    expect(pathsOf({ shelfDays })).toEqual(['shelfDays']);
  });

  it('are numbers that are none, or not whole', () => {
    expect(pathsOf({ fobs: 1.5, days: 0, seed: -1, madeOn: Number.NaN })).toEqual([
      'seed',
      'fobs',
      'days',
      'madeOn',
    ]);
    expect(
      pathsOf({ codes: { mode: 'totp', algorithm: 'SHA1', digits: 11, stepSeconds: 0 } }),
    ).toEqual(['codes.digits', 'codes.stepSeconds']);
    expect(pathsOf({ owners: { ...owners, triesBeforeCall: 0, mistyped: 2 } })).toEqual([
      'owners.mistyped',
      'owners.triesBeforeCall',
    ]);
    expect(pathsOf({ guesser: { fobsPerDay: 5000, guesses: 0 } })).toEqual([
      'guesser.fobsPerDay',
      'guesser.guesses',
    ]);
  });

  it('are codes that no fob of the type can be loaded with', () => {
    const codes = { mode: 'hotp', algorithm: 'SHA512', digits: 8, stepSeconds: 60 } as const;
    expect(specFaults(fleetOf({ profile: profileNamed('shinkin-app'), codes }))).toEqual([
      { path: 'codes.mode', message: 'totp by this fob type, not hotp' },
      { path: 'codes.algorithm', message: 'SHA1 or SHA256 by this fob type, not SHA512' },
      { path: 'codes.digits', message: 'a whole number from 6 to 6, not 8' },
    ]);
    const timed = { ...codes, mode: 'totp', algorithm: 'SHA1', digits: 6 } as const;
    expect(specFaults(fleetOf({ profile: profileNamed('shinkin-app'), codes: timed }))).toEqual([
      { path: 'codes.stepSeconds', message: '30 by this fob type, not 60' },
    ]);
  });

  it('are more presses a day than there is time for', () => {
    const pressesPerDay = { kind: 'constant', value: 200 } as const;
    expect(specFaults(fleetOf({ owners: { ...owners, pressesPerDay } }))).toEqual([
      { path: 'owners.pressesPerDay.value', message: 'a number from 0 to 112, not 200' },
    ]);
  });

  it('are lives without a temperature for each month', () => {
    if (life === undefined) throw new Error('no life');
    expect(pathsOf({ lives: [{ ...life, share: 1, monthsDeciCelsius: [200] }] })).toEqual([
      'lives.0.monthsDeciCelsius',
    ]);
    expect(pathsOf({ lives: [{ ...life, share: 1, carriedHours: 25 }] })).toEqual([
      'lives.0.carriedHours',
    ]);
  });
});
