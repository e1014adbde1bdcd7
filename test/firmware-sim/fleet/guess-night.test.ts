import { makeBatchEngine } from '@fobkit/protocol';
import { type FleetJudge, FleetVerdict, LOCKS, runFleetPart } from '@fobkit/firmware-sim/fleet';
import { describe, expect, it } from 'vitest';
import { fleetOf } from './support/fleets.ts';
import { windowJudge } from './support/window-judge.ts';

/** Nobody owns a fob that is pressed: what is judged are guesses. */
const spec = fleetOf({
  fobs: 20,
  days: 30,
  shelfDays: { kind: 'constant', value: 0 },
  owners: { ...fleetOf().owners, pressesPerDay: { kind: 'constant', value: 0 } },
  guesser: { fobsPerDay: 20, guesses: 12 },
});
const plain = windowJudge({ stepSeconds: 30, behind: 1, ahead: 1 });

/** Guesses a day at a fob, by odds and by codes. */
function guessesBy(judge: FleetJudge): readonly number[] {
  return [undefined, makeBatchEngine()].map((engine) => {
    const part = { spec, first: 0, count: spec.fobs, judge };
    const { columns } = runFleetPart(engine === undefined ? part : { ...part, engine });
    return columns.guesses.reduce((all, one) => all + one, 0) / spec.fobs / spec.days;
  });
}

const sum = (counts: Float64Array): number => counts.reduce((all, one) => all + one, 0);

describe('a guesser', () => {
  it('tries as often as he is allowed to', () => {
    expect(guessesBy(plain)).toEqual([12, 12]);
  });

  it('waits where the bank looks at the next code after a while', () => {
    let last = -Infinity;
    const judge: FleetJudge = {
      ...plain,
      wait: (_memory, _at, now) => Math.max(0, last + 60 - now),
      judge: (memory, at, now, seen) => {
        expect(Math.abs(now - last)).toBeGreaterThanOrEqual(60);
        last = now;
        return plain.judge(memory, at, now, seen);
      },
      fresh: (memory, at) => {
        last = -Infinity;
        plain.fresh(memory, at);
      },
    };
    const one = { ...spec, fobs: 1, guesser: { fobsPerDay: 1, guesses: 12 } };
    const { columns } = runFleetPart({ spec: one, first: 0, count: 1, judge });
    expect(columns.guesses.every((guesses) => guesses === 12)).toBe(true);
  });

  it('gives up when the owner wakes', () => {
    const [byOdds = 0, byCodes] = guessesBy({ ...plain, wait: () => 3600 });
    expect(byOdds).toBeGreaterThan(1);
    expect(byOdds).toBeLessThan(7);
    expect(byCodes).toBe(byOdds);
  });

  it('attacks one fob in one night, however often he tries', () => {
    const { columns } = runFleetPart({ spec, first: 0, count: spec.fobs, judge: plain });
    // Each fob in each night.
    expect(columns.attacks.every((attacks) => attacks === spec.fobs)).toBe(true);
  });

  it('goes away when the token is locked', () => {
    let isLocked = false;
    const judge: FleetJudge = {
      ...plain,
      wait: () => (isLocked ? Infinity : 0),
      judge: () => {
        isLocked = true;
        return FleetVerdict.wrong + LOCKS;
      },
    };
    const { columns } = runFleetPart({ spec, first: 0, count: 1, judge });
    const sums = [columns.guesses, columns.locked, columns.lockedByGuessers].map(sum);
    expect(sums).toEqual([1, 1, 1]);
  });

  it('has none of the locks by owners', () => {
    const judge: FleetJudge = { ...plain, judge: () => FleetVerdict.wrong + LOCKS };
    const unattacked = fleetOf({ fobs: 5, days: 300, guesser: { fobsPerDay: 0, guesses: 12 } });
    const { columns } = runFleetPart({ spec: unattacked, first: 0, count: 5, judge });
    expect(sum(columns.locked)).toBeGreaterThan(0);
    expect(sum(columns.lockedByGuessers)).toBe(0);
  });
});
