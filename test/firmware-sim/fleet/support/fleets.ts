import type { FleetSpec } from '@fobkit/firmware-sim/fleet';
import { findProfile, type Profile } from '@fobkit/firmware-sim';

/** 2026-01-01. */
export const MADE_ON = 20_454;

export function profileNamed(name: string): Profile {
  const profile = findProfile(name);
  if (profile === undefined) throw new Error(`no profile ${name}`);
  return profile;
}

const TOKYO = [54, 61, 94, 143, 188, 219, 257, 269, 233, 180, 125, 77];

/** A fleet like a bank's, but for what is changed. */
export function fleetOf(change: Partial<FleetSpec> = {}): FleetSpec {
  return {
    seed: 7,
    fobs: 1000,
    days: 1826,
    madeOn: MADE_ON,
    profile: profileNamed('shinkin-hardware'),
    codes: { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 30 },
    calibrationPpb: { kind: 'triangular', from: -2000, to: 2000 },
    ageingPpbPerYear: { kind: 'normal', mean: -500, deviation: 200 },
    shelfDays: { kind: 'uniform', from: 10, to: 200 },
    shelfDeciCelsius: 200,
    lives: [
      {
        name: 'desk',
        share: 0.7,
        monthsDeciCelsius: Array<number>(12).fill(220),
        carriedHours: 0,
        carriedDeciCelsius: 220,
      },
      {
        name: 'bag',
        share: 0.3,
        monthsDeciCelsius: TOKYO,
        carriedHours: 10,
        carriedDeciCelsius: 260,
      },
    ],
    chargePercent: { kind: 'normal', mean: 97, deviation: 2, to: 100 },
    sleepPermille: { kind: 'normal', mean: 1000, deviation: 50, from: 800, to: 1300 },
    defects: [],
    owners: {
      pressesPerDay: { kind: 'constant', value: 1 },
      idlePresses: 0.02,
      typingSeconds: { kind: 'uniform', from: 3, to: 20 },
      mistyped: 0.01,
      triesBeforeCall: 3,
      replacedAfterDays: 5,
    },
    ...change,
  };
}
