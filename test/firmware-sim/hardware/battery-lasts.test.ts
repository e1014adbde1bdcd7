import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Battery } from '../../../firmware-sim/hardware/battery.ts';
import { CR2032 } from '../../../firmware-sim/hardware/coin-cell.ts';

const state = fc.record({
  usedPermille: fc.integer({ min: 0, max: 999 }),
  leakNa: fc.integer({ min: 0, max: 50_000_000 }),
  deciCelsius: fc.integer({ min: -200, max: 700 }),
});

function cellIn({ usedPermille, leakNa }: { usedPermille: number; leakNa: number }): Battery {
  const battery = new Battery(CR2032);
  battery.drain((CR2032.capacityMicroampHours * usedPermille) / 1000);
  battery.drainNa = leakNa;
  return battery;
}

it('a cell that surely lasts an interval is not flat at its end', () => {
  fc.assert(
    fc.property(state, fc.double({ min: 0, max: 2, noNaN: true }), (given, part) => {
      const battery = cellIn(given);
      const untilFlat = battery.worldTicksUntilFlat(given.deciCelsius);
      const interval = Math.floor(untilFlat * part);
      if (battery.lasts(interval, given.deciCelsius)) expect(interval).toBeLessThan(untilFlat);
    }),
  );
});

it('a cell lasts all of the time until it is flat but for a few nA·h', () => {
  fc.assert(
    fc.property(state, (given) => {
      const battery = cellIn(given);
      fc.pre(battery.remainingNah > 100_000);
      const untilFlat = battery.worldTicksUntilFlat(given.deciCelsius);
      expect(battery.lasts(Math.floor(untilFlat * 0.9999), given.deciCelsius)).toBe(true);
    }),
  );
});
