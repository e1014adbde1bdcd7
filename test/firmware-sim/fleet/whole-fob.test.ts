import type { FleetSpec } from '@fobkit/firmware-sim/fleet';
import { describe, expect, it } from 'vitest';
import {
  coldFleet,
  countingFleet,
  crookedFleet,
  restingFleet,
  standingFleet,
  usualFleet,
} from './support/proof-fleets.ts';
import { fleetLifetime, type Lifetime, wholeLifetime } from './support/whole-fob.ts';

function compared(spec: FleetSpec, fob: number): Lifetime {
  const life = fleetLifetime(spec, fob);
  expect(wholeLifetime(spec, fob), `fob ${fob}`).toEqual(life);
  return life;
}

// The button does not bounce here: the chatter of some milliseconds is drawn by a fob's own dice.
describe('a fob of a fleet lives as the whole firmware model does', () => {
  it('shows the same codes for five years, its clock the same to the tick', () => {
    for (const fob of [0, 1, 2])
      expect(compared(usualFleet, fob).codes.length).toBeGreaterThan(200);
  });

  it('shows the same codes by a crystal that is seconds a day off', () => {
    for (const fob of [0, 1]) expect(compared(crookedFleet, fob).codes.length).toBeGreaterThan(200);
  });

  it('shows its low-battery text and breaks down on the same days', () => {
    for (const fob of [0, 1, 2]) {
      const { death, lowBattery } = compared(coldFleet, fob);
      expect(lowBattery).toBeGreaterThan(0);
      expect(death).toBeGreaterThan(lowBattery);
    }
  });

  it('is empty on the same day when hardly anybody presses it', () => {
    for (const fob of [0, 1]) expect(compared(restingFleet, fob).death).toBeGreaterThan(300);
  });

  it('counts its codes, and ends by presses on the same day', () => {
    const { codes, death } = compared(countingFleet(), 0);
    expect(codes).toHaveLength(500);
    expect(death).toBeGreaterThan(100);
  });

  it('is read on a display that is always on', () => {
    expect(compared(standingFleet, 0).codes).toHaveLength(20);
  });
});
