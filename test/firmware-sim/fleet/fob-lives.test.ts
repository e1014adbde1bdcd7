import { type FleetSpec, runFleetPart } from '@fobkit/firmware-sim/fleet';
import { expect, it } from 'vitest';
import { fleetOf } from './support/fleets.ts';
import { windowJudge } from './support/window-judge.ts';

const judge = windowJudge({ stepSeconds: 30, behind: 3, ahead: 3 });

const constant = (value: number) => ({ kind: 'constant', value }) as const;

/** Everybody presses once a day from the first day on. */
function dailyFleet(change: Partial<FleetSpec>, owners: Partial<FleetSpec['owners']>): FleetSpec {
  const fleet = fleetOf({ fobs: 30, days: 120, shelfDays: constant(0), ...change });
  return { ...fleet, owners: { ...fleet.owners, ...owners } };
}

const run = (spec: FleetSpec) => runFleetPart({ spec, first: 0, count: spec.fobs, judge });

const sum = (counts: Float64Array | Uint32Array): number => {
  let total = 0;
  for (const count of counts) total += count;
  return total;
};

it('presses and codes of the fobs are those of the days where none is replaced', () => {
  const { columns, fobs } = run(
    dailyFleet(
      { defects: [{ kind: 'crystal', share: 0.5, ppb: constant(9_000_000) }] },
      { idlePresses: 0.3, pressesPerDay: constant(6), replacedAfterDays: 200 },
    ),
  );
  expect(fobs.retired.some((day) => day >= 0)).toBe(true);
  expect(sum(fobs.presses)).toBe(sum(columns.presses));
  expect(sum(fobs.codes)).toBe(sum(columns.codes));
  expect(sum(fobs.codes)).toBeLessThan(0.8 * sum(fobs.presses));
});

it('what becomes of the fob in the place of another is not told of the first', () => {
  const { columns, fobs } = run(
    dailyFleet(
      {
        defects: [
          { kind: 'dies', share: 0.5, afterDays: constant(9) },
          { kind: 'crystal', share: 0.5, ppb: constant(9_000_000) },
        ],
      },
      { replacedAfterDays: 1 },
    ),
  );
  expect(sum(columns.replaced)).toBeGreaterThan(100);
  const isDead = fobs.death.map((day) => (day === 9 ? 1 : 0));
  const isRetired = fobs.retired.map((day) => (day >= 0 ? 1 : 0));
  expect(isDead.includes(1) && isRetired.includes(1)).toBe(true);
  expect(isDead.map((dead, fob) => dead + (isRetired[fob] ?? 0))).toEqual(isDead.fill(1));
});

it('nobody guesses at a fob that its owner has given up', () => {
  const { replacedAfterDays: _never, ...owners } = fleetOf().owners;
  const spec = dailyFleet(
    {
      defects: [{ kind: 'dies', share: 1, afterDays: constant(9) }],
      guesser: { fobsPerDay: 30, guesses: 2 },
    },
    {},
  );
  const { columns } = run({ ...spec, owners });
  expect(Array.from(columns.guesses.subarray(0, 9))).toEqual(new Array(9).fill(60));
  expect(sum(columns.guesses.subarray(11))).toBe(0);
});
