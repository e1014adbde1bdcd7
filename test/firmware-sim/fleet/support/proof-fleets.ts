import type { FleetSpec } from '@fobkit/firmware-sim/fleet';
import { fleetOf, profileNamed } from './fleets.ts';

const leaking = (from: number, to: number): FleetSpec['defects'] => [
  { kind: 'leak', share: 1, nanoamps: { kind: 'uniform', from, to } },
];

/** Every code is typed at once, and nobody is sent another fob: what is compared is the fob. */
export function plainFleet(
  pressesPerDay: readonly [number, number],
  change: Partial<FleetSpec> = {},
): FleetSpec {
  const [from, to] = pressesPerDay;
  return fleetOf({
    owners: {
      pressesPerDay: { kind: 'uniform', from, to },
      idlePresses: 0,
      typingSeconds: { kind: 'constant', value: 0 },
      mistyped: 0,
      triesBeforeCall: 3,
    },
    ...change,
  });
}

/** Pressed from daily to now and then, at a desk or in a bag. */
export const usualFleet = plainFleet([0.2, 1.2]);

/** Crystals as nobody would sell them. */
export const crookedFleet = plainFleet([0.2, 0.3], {
  profile: profileNamed('eight-sha256'),
  codes: { mode: 'totp', algorithm: 'SHA256', digits: 8, stepSeconds: 60 },
  calibrationPpb: { kind: 'uniform', from: -80_000, to: 80_000 },
  ageingPpbPerYear: { kind: 'uniform', from: -9000, to: 3000 },
});

/** Carried in the cold for most of the day: the cell breaks down under a code long before it is empty. */
export const coldFleet = plainFleet([0.9, 1.1], {
  days: 900,
  lives: [
    {
      name: 'cold store',
      share: 1,
      monthsDeciCelsius: [20, 30, 60, 110, 150, 190, 230, 250, 200, 140, 90, 40],
      carriedHours: 18,
      carriedDeciCelsius: -150,
    },
  ],
  defects: leaking(3000, 6000),
});

/** Hardly pressed, and empty after a year or three. */
export const restingFleet = plainFleet([0.03, 0.03], { days: 1200, defects: leaking(2500, 4000) });

/** Counting codes, with an end after 500 of them. */
export function countingFleet(): FleetSpec {
  const profile = profileNamed('hotp-button');
  const endOfLife = { ...profile.product.endOfLife, presses: 500 };
  return plainFleet([2, 3], {
    days: 400,
    profile: { ...profile, product: { ...profile.product, endOfLife } },
    codes: { mode: 'hotp', algorithm: 'SHA1', digits: 6, stepSeconds: 30 },
  });
}

/** A display that is always on. */
export const standingFleet = plainFleet([1, 1], {
  days: 30,
  profile: profileNamed('sid700'),
  codes: { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 60 },
  shelfDays: { kind: 'constant', value: 10 },
});
