import { type FleetFileEnv, readFleetFile } from '@fobkit/fleet';
import { describe, expect, it } from 'vitest';
import { fileEnv } from '../support/file-env.ts';
import { faultsOf, read, SMALL } from '../support/read-here.ts';

describe('a fleet file', () => {
  it('needs a name, a number, a time, a fob type and a policy alone', () => {
    const { spec, title, serials, policy, variants } = read(SMALL);
    expect(title).toBe('small');
    expect(spec).toMatchObject({ seed: 1, fobs: 10, days: 1826, madeOn: 20_909 });
    expect(spec.codes).toEqual({ mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 30 });
    expect(spec.calibrationPpb).toEqual({ kind: 'triangular', from: -2000, to: 2000 });
    expect(serials).toEqual({ before: 'SKTH', digits: 8, first: 17, after: '' });
    expect(policy).toBe('ask-1020');
    expect(variants).toEqual([]);
  });

  it('has quantities with their units', () => {
    const { spec } = read(`${SMALL}
made: 2030-01-02
crystal: { error: 20 ppm, ageing: -0.07 ppm/year }
shelf: { time: 3 weeks, temperature: -5.5 °C }
cell: { charge: 97.5 %, sleep-current: 110 % }
owners: { presses: 7 /week, typing: 2 min, mistyped: 1.5 %, replaced-after: never }
defects: [{ leak: 2 µA, share: 1 % }, { dies-after: 90 d, share: 2 % }, { crystal: 300 ppm, share: 3 % }]
guesser: { fobs: 3 /day, guesses: 7 }`);
    const of = (value: number): unknown => ({ kind: 'constant', value });
    expect(spec).toMatchObject({
      madeOn: 21_916,
      calibrationPpb: of(20_000),
      ageingPpbPerYear: of(-70),
      shelfDays: of(21),
      shelfDeciCelsius: -55,
      chargePercent: of(97.5),
      sleepPermille: of(1100),
      owners: { pressesPerDay: of(1), typingSeconds: of(120), mistyped: 0.015 },
      guesser: { fobsPerDay: 3, guesses: 7 },
    });
    expect(spec.owners).not.toHaveProperty('replacedAfterDays');
    expect(spec.defects).toEqual([
      { kind: 'leak', share: 0.01, nanoamps: of(2000) },
      { kind: 'dies', share: 0.02, afterDays: of(90) },
      { kind: 'crystal', share: 0.03, ppb: of(300_000) },
    ]);
  });

  it('has numbers that differ from fob to fob', () => {
    const { spec } = read(`${SMALL}
crystal: { error: { normal: { mean: 0 ppm, sd: 0.7 ppm } }, ageing: { triangular: [-1 ppm/year, 0 ppm/year] } }
shelf: { time: { uniform: [10 d, 90 d] } }
owners: { presses: { table: { 0.5 /day: 25 %, 2 /day: 75 % } } }`);
    expect(spec.calibrationPpb).toEqual({ kind: 'normal', mean: 0, deviation: 700 });
    expect(spec.ageingPpbPerYear).toEqual({ kind: 'triangular', from: -1000, to: 0 });
    expect(spec.shelfDays).toEqual({ kind: 'uniform', from: 10, to: 90 });
    expect(spec.owners.pressesPerDay).toEqual({
      kind: 'table',
      rows: [
        { value: 0.5, share: 0.25 },
        { value: 2, share: 0.75 },
      ],
    });
  });

  it('names lives that are known and tells others', () => {
    const months = Array.from({ length: 12 }, (_, month) => `${month} °C`).join(', ');
    const { spec } = read(`${SMALL}
lives: { outdoors: 25 %, ship: { share: 75 %, months: [${months}], carried: 8 h, carried-at: 33 °C } }`);
    expect(spec.lives.map(({ name, share }) => [name, share])).toEqual([
      ['outdoors', 0.25],
      ['ship', 0.75],
    ]);
    expect(spec.lives[0]?.monthsDeciCelsius.slice(0, 3)).toEqual([54, 61, 94]);
    expect(spec.lives[1]).toMatchObject({ carriedHours: 8, carriedDeciCelsius: 330 });
    expect(spec.lives[1]?.monthsDeciCelsius).toEqual([
      0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110,
    ]);
  });

  it('compares every combination of what it varies', () => {
    const { variants } = read(
      `${SMALL}vary: { lockAfter: [3, 5], normal: [1, { behind: 2, ahead: 1 }] }`,
    );
    expect(variants).toEqual([
      {
        name: 'lock after 3; 1 step behind, 1 ahead',
        policy: { base: 'ask-1020', lockAfter: 3, normal: { behind: 1, ahead: 1 } },
      },
      {
        name: 'lock after 3; 2 steps behind, 1 ahead',
        policy: { base: 'ask-1020', lockAfter: 3, normal: { behind: 2, ahead: 1 } },
      },
      {
        name: 'lock after 5; 1 step behind, 1 ahead',
        policy: { base: 'ask-1020', lockAfter: 5, normal: { behind: 1, ahead: 1 } },
      },
      {
        name: 'lock after 5; 2 steps behind, 1 ahead',
        policy: { base: 'ask-1020', lockAfter: 5, normal: { behind: 2, ahead: 1 } },
      },
    ]);
  });

  it('compares each of a list, other policies among them', () => {
    const { variants } = read(
      `${SMALL}vary: [{ policy: rsa }, { policy: onespan, resync.gap: 2 }]`,
    );
    expect(variants).toEqual([
      { name: 'rsa', policy: 'rsa' },
      { name: 'onespan; resync gap 2', policy: { base: 'onespan', resync: { gap: 2 } } },
    ]);
  });
});

it('fewer fobs are a sample: each is guessed at as often as in the whole fleet', () => {
  const guesser = (text: string): unknown =>
    readFleetFile(text, 'a.yaml', fileEnv, { fobs: 5 }).spec.guesser;
  expect(guesser(SMALL)).toEqual({ fobsPerDay: 0.5, guesses: 100 });
  expect(guesser(`${SMALL}\nguesser: { fobs: 3 /day, guesses: 7 }`)).toEqual({
    fobsPerDay: 1.5,
    guesses: 7,
  });
  expect(guesser(`${SMALL}\nguesser: none`)).toBeUndefined();
});

it('what is changed from outside is checked as what the file says', () => {
  const env: FleetFileEnv = { ...fileEnv, memory: () => ({ perFob: 250, bytes: 2500 }) };
  const { spec, computesCodes } = readFleetFile(SMALL, 'a.yaml', env, {
    fobs: 7,
    days: 30,
    seed: 5,
    computesCodes: true,
  });
  expect(spec).toMatchObject({ fobs: 7, days: 30, seed: 5 });
  expect(computesCodes).toBe(true);
  expect(() => readFleetFile(SMALL, 'a.yaml', env, { fobs: 11 })).toThrow(/^a\.yaml:2:7: 11 fobs/);
});

it('a policy’s window may be one number for both sides', () => {
  expect(faultsOf(SMALL.replace('ask-1020', '{ base: ask-1020, normal: 2 }'))).toEqual([]);
});
