import { deathCurve, figuresOf } from '@fobkit/fleet';
import { describe, expect, it } from 'vitest';
import { madeResult, madeTally } from '../support/made-result.ts';

const YEAR = madeTally(1461, 1000, {
  inUse: () => 1000,
  accepted: () => 990,
  rejectedRight: () => 10,
  callsRejected: () => 1,
  callsLocked: () => 2,
  callsDead: (day) => (day < 1000 ? 0 : 1),
  attacks: () => 10,
  guesses: () => 50,
  guessTargets: () => 350,
});

describe('the figures of a run', () => {
  it('have calls a month of 365.25 ÷ 12 days, by cause', () => {
    const { callsDead, callsLocked, callsPerMonth, callsRejected } = figuresOf(madeResult(YEAR));
    expect(callsRejected).toBeCloseTo(30.4375, 9);
    expect(callsLocked).toBeCloseTo(60.875, 9);
    expect(callsDead).toBeCloseTo(461 / 48, 9);
    expect(callsPerMonth).toBeCloseTo(callsRejected + callsLocked + callsDead, 9);
  });

  it('have calls a year for a thousand fobs in use', () => {
    const half = { ...YEAR.columns, inUse: YEAR.columns.inUse.map((count) => count / 2) };
    const { callsPerThousandYear } = figuresOf(madeResult({ ...YEAR, columns: half }));
    expect(callsPerThousandYear).toBeCloseTo((2 * (3 * 1461 + 461)) / 4, 6);
  });

  it('take the share of rejected codes from right ones alone', () => {
    expect(figuresOf(madeResult(YEAR)).rejectedShare).toBe(0.01);
  });

  it('have the share of right codes after which a second one was asked for', () => {
    const asked = YEAR.columns.resyncWanted.map(() => 250);
    const figures = figuresOf(
      madeResult({ ...YEAR, columns: { ...YEAR.columns, resyncWanted: asked } }),
    );
    expect([figures.secondAskedShare, figures.rejectedShare]).toEqual([0.2, 0.008]);
  });

  it('have odds by the codes that guesses could have hit', () => {
    const { attackOdds, breaksPerYear, guessOdds } = figuresOf(madeResult(YEAR));
    expect(guessOdds).toBeCloseTo(350 / 50 / 1e6, 12);
    expect(attackOdds).toBeCloseTo(350 / 10 / 1e6, 12);
    expect(breaksPerYear).toBeCloseTo((350 / 1e6) * 365.25, 9);
  });

  it('have the same odds whether more or fewer nights of guessing came by chance', () => {
    const { columns } = YEAR;
    const twice = (counts: Float64Array): Float64Array => counts.map((count) => 2 * count);
    const { attacks, guesses, guessTargets } = columns;
    const busier = {
      ...columns,
      attacks: twice(attacks),
      guesses: twice(guesses),
      guessTargets: twice(guessTargets),
    };
    const { attackOdds, breaksPerYear } = figuresOf(madeResult({ ...YEAR, columns: busier }));
    const expected = figuresOf(madeResult(YEAR));
    expect(attackOdds).toBe(expected.attackOdds);
    expect(breaksPerYear).toBe(expected.breaksPerYear);
  });

  it('have no odds where nobody guesses', () => {
    const { facts, tally } = madeResult(YEAR);
    const { guesser: _, ...rest } = facts;
    expect(figuresOf({ facts: rest, tally }).attackOdds).toBeUndefined();
  });

  it('tell fobs that were replaced from those that were given up though they worked', () => {
    const tally = madeTally(4, 3, { replaced: () => 2 });
    tally.fobs.retired.set([0, 3, -1]);
    expect(figuresOf(madeResult(tally))).toMatchObject({ replaced: 8, givenUp: 2, died: 0 });
    const late = figuresOf(madeResult(tally), { label: '', from: 1, to: 4 });
    expect(late).toMatchObject({ replaced: 6, givenUp: 1 });
  });

  it('are those of a part of the time where one is told', () => {
    const late = figuresOf(madeResult(YEAR), { label: '', from: 1000, to: 1461 });
    expect(late.callsDead).toBeCloseTo(30.4375, 9);
  });
});

it('the dead are counted among the fobs that were made first', () => {
  const tally = madeTally(4, 4);
  tally.fobs.death.set([0, 2, 2, -1]);
  expect(deathCurve(tally)).toEqual([0.25, 0.25, 0.75, 0.75]);
});
