import { describe, expect, it } from 'vitest';
import { Surprises } from '../../../firmware-sim/fleet/surprises.ts';

/** Runs fob 1 of 2 with five codes that are all expected at 0. */
function run(surprises: Surprises): readonly number[] {
  surprises.begin(1);
  return Array.from({ length: 5 }, () => surprises.next(0));
}

describe('surprises among the codes of a block', () => {
  it('are told to the run after the one that they came up in, each at its code', () => {
    const surprises = new Surprises(2);
    expect(run(surprises)).toEqual([0, 0, 0, 0, 0]);
    surprises.add(-4, 7);
    expect(surprises.again()).toBe(true);
    expect(run(surprises)).toEqual([0, 7, 0, 0, 0]);
    surprises.add(-1, -3);
    expect(surprises.again()).toBe(true);
    expect(run(surprises)).toEqual([0, 7, 0, 0, -3]);
    expect(surprises.again()).toBe(false);
  });

  it('are forgotten with the block', () => {
    const surprises = new Surprises(2);
    run(surprises);
    surprises.add(-4, 7);
    surprises.again();
    run(surprises);
    surprises.again();
    expect(run(surprises)).toEqual([0, 0, 0, 0, 0]);
  });

  it('need no search in a fob whose last run was without', () => {
    const surprises = new Surprises(2);
    surprises.begin(0);
    expect(surprises.isSought).toBe(true);
    run(surprises);
    surprises.add(-4, 7);
    // What comes behind it in this run is not what will come.
    expect(surprises.isSought).toBe(false);
    surprises.again();
    surprises.begin(0);
    expect(surprises.isSought).toBe(false);
    surprises.begin(1);
    expect(surprises.isSought).toBe(true);
    surprises.again();
    surprises.begin(0);
    expect(surprises.isSought).toBe(true);
  });
});
