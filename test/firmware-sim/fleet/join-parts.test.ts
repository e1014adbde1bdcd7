import { type FleetTally, joinParts, TALLY_COLUMNS } from '@fobkit/firmware-sim/fleet';
import { expect, it } from 'vitest';

const COLUMNS = Object.fromEntries(
  TALLY_COLUMNS.map((name) => [name, new Float64Array(2)]),
) as Record<(typeof TALLY_COLUMNS)[number], Float64Array>;

function part(firstFob: number, fobs: readonly number[]): FleetTally {
  const [one = 0] = fobs;
  return {
    days: 2,
    columns: { ...COLUMNS, presses: Float64Array.of(one, 10 * one) },
    clockSeconds: [{ day: 1, least: -1, bins: Uint32Array.of(0, one, 1) }],
    chargePercent: [{ day: 1, least: 0, bins: Uint32Array.of(one) }],
    fobs: {
      firstFob,
      firstUse: Int32Array.from(fobs),
      lowBattery: Int32Array.from(fobs),
      death: Int32Array.from(fobs, (fob) => -fob),
      retired: Int32Array.from(fobs, (fob) => 7 * fob),
      presses: Uint32Array.from(fobs),
      codes: Uint32Array.from(fobs),
    },
  };
}

it('counts of parts add up, and their fobs stand one after the other', () => {
  const whole = joinParts([part(0, [1, 2]), part(2, [3]), part(3, [4, 5])]);
  expect([...whole.columns.presses]).toEqual([8, 80]);
  expect([...whole.columns.accepted]).toEqual([0, 0]);
  expect(whole.clockSeconds).toEqual([{ day: 1, least: -1, bins: Uint32Array.of(0, 8, 3) }]);
  expect(whole.chargePercent[0]?.bins).toEqual(Uint32Array.of(8));
  expect(whole.fobs.firstFob).toBe(0);
  expect([...whole.fobs.presses]).toEqual([1, 2, 3, 4, 5]);
  expect([...whole.fobs.death]).toEqual([-1, -2, -3, -4, -5]);
  expect([...whole.fobs.retired]).toEqual([7, 14, 21, 28, 35]);
});

it('a part that is missing is no part of a whole', () => {
  expect(() => joinParts([part(0, [1]), part(2, [3])])).toThrow('fobs of a fleet are missing');
  expect(() => joinParts([])).toThrow(RangeError);
});

it('parts of another run are refused', () => {
  const other = { ...part(1, [3]), chargePercent: [{ day: 0, least: 0, bins: Uint32Array.of(1) }] };
  expect(() => joinParts([part(0, [1]), other])).toThrow('do not belong together');
});
