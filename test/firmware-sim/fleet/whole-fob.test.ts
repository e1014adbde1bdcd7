import type { FleetSpec } from '@fobkit/firmware-sim/fleet';
import { describe, expect, it } from 'vitest';
import { fleetOf, profileNamed } from './support/fleets.ts';
import { fleetLifetime, type Lifetime, wholeLifetime } from './support/whole-fob.ts';

/** Every code is typed at once, and nobody is sent another fob: what is compared is the fob. */
function plain(pressesPerDay: readonly [number, number], change: Partial<FleetSpec>): FleetSpec {
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

function compared(spec: FleetSpec, fob: number): Lifetime {
  const life = fleetLifetime(spec, fob);
  expect(wholeLifetime(spec, fob), `fob ${fob}`).toEqual(life);
  return life;
}

// The button does not bounce here: the chatter of some milliseconds is drawn by a fob's own dice.
describe('a fob of a fleet lives as the whole firmware model does', () => {
  it('shows the same codes for five years, its clock the same to the tick', () => {
    const spec = plain([0.2, 0.4], {});
    for (const fob of [0, 1, 2]) expect(compared(spec, fob).codes.length).toBeGreaterThan(200);
  });

  it('shows the same codes by a crystal that is seconds a day off', () => {
    const spec = plain([0.2, 0.2], {
      profile: profileNamed('eight-sha256'),
      codes: { mode: 'totp', algorithm: 'SHA256', digits: 8, stepSeconds: 60 },
      calibrationPpb: { kind: 'uniform', from: -80_000, to: 80_000 },
      ageingPpbPerYear: { kind: 'uniform', from: -9000, to: 3000 },
    });
    for (const fob of [0, 1]) expect(compared(spec, fob).codes.length).toBeGreaterThan(200);
  });

  it('shows its low-battery text and breaks down on the same days', () => {
    const spec = plain([0.9, 1.1], {
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
      defects: [{ kind: 'leak', share: 1, nanoamps: { kind: 'uniform', from: 3000, to: 6000 } }],
    });
    for (const fob of [0, 1, 2]) {
      const { death, lowBattery } = compared(spec, fob);
      expect(lowBattery).toBeGreaterThan(0);
      expect(death).toBeGreaterThan(lowBattery);
    }
  });

  it('is empty on the same day when hardly anybody presses it', () => {
    const spec = plain([0.03, 0.03], {
      days: 1200,
      defects: [{ kind: 'leak', share: 1, nanoamps: { kind: 'uniform', from: 2500, to: 4000 } }],
    });
    for (const fob of [0, 1]) expect(compared(spec, fob).death).toBeGreaterThan(300);
  });

  it('counts its codes, and ends by presses on the same day', () => {
    const profile = profileNamed('hotp-button');
    const endOfLife = { ...profile.product.endOfLife, presses: 500 };
    const spec = plain([2, 3], {
      days: 400,
      profile: { ...profile, product: { ...profile.product, endOfLife } },
      codes: { mode: 'hotp', algorithm: 'SHA1', digits: 6, stepSeconds: 30 },
    });
    const { codes, death } = compared(spec, 0);
    expect(codes).toHaveLength(500);
    expect(death).toBeGreaterThan(100);
  });

  it('is read on a display that is always on', () => {
    const spec = plain([1, 1], {
      days: 30,
      profile: profileNamed('sid700'),
      codes: { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 60 },
      shelfDays: { kind: 'constant', value: 10 },
    });
    expect(compared(spec, 0).codes).toHaveLength(20);
  });
});
