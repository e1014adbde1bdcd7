import {
  bestPlan,
  type EndOdds,
  type FleetResult,
  knownAt,
  planByKnowledge,
  plansByKnowledge,
  replacementCsv,
} from '@fobkit/fleet';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { madeResult, madeTally } from '../support/made-result.ts';

/** From 2027-04-01: quarters of 91, 92, 92 and 90 days. */
const DAYS = 365;

interface Life {
  readonly firstUse: number;
  readonly death: number;
  readonly retired?: number;
  readonly low?: number;
  readonly codes?: number;
}

function fleetOf(lives: readonly Life[]): FleetResult {
  const tally = madeTally(DAYS, lives.length);
  for (const [fob, { codes = 0, death, firstUse, low = -1, retired = -1 }] of lives.entries()) {
    tally.fobs.firstUse[fob] = firstUse;
    tally.fobs.death[fob] = death;
    tally.fobs.retired[fob] = retired;
    tally.fobs.lowBattery[fob] = low;
    tally.fobs.codes[fob] = codes;
  }
  return madeResult(tally);
}

const byAge: EndOdds = ({ ageDays }) => ageDays / 1000;
const byReport: EndOdds = ({ reportedDaysAgo }) => (reportedDaysAgo < 0 ? 0 : 1);

describe('by what the bank knows', () => {
  it('a fob is exchanged in the first quarter in which its odds are high enough', () => {
    const plan = planByKnowledge(fleetOf([{ firstUse: 0, death: -1 }]), byAge, 0.15);
    expect([...plan.turns]).toEqual([2]);
    expect(plan.quarters.map(({ replaced }) => replaced)).toEqual([0, 0, 1, 0]);
  });

  it('a fob that dies before its turn is dead, in the quarter of its death', () => {
    const plan = planByKnowledge(fleetOf([{ firstUse: 0, death: 120 }]), byAge, 0.15);
    expect(plan.quarters.map(({ died }) => died)).toEqual([0, 1, 0, 0]);
    expect(plan.costs).toMatchObject({ replaced: 0, died: 1, diedShare: 1 });
  });

  it('a text counts when its owner told of it before the quarter', () => {
    const lives = [
      { firstUse: 0, death: 200, low: 90 },
      { firstUse: 0, death: 200, low: 91 },
    ];
    expect([...planByKnowledge(fleetOf(lives), byReport, 0.5).turns]).toEqual([1, 2]);
  });

  it('knows of the codes those that were seen until then', () => {
    const result = fleetOf([{ firstUse: 0, death: 182, codes: 1000 }]);
    const second = { label: '', from: 91, to: 183 };
    expect(knownAt(result, 0, second)).toEqual({
      ageDays: 91,
      codesSeen: 500,
      reportedDaysAgo: -1,
      planDays: 92,
    });
  });

  it('knows nothing of a fob on the shelf, nor of a dead one', () => {
    const result = fleetOf([
      { firstUse: 100, death: -1 },
      { firstUse: 0, death: 90 },
      { firstUse: -1, death: 10 },
    ]);
    const second = { label: '', from: 91, to: 183 };
    expect([0, 1, 2].map((fob) => knownAt(result, fob, second))).toEqual(
      Array.from({ length: 3 }, () => undefined),
    );
  });

  it('knows a fob that dies on the first day of a quarter, and exchanges it then', () => {
    const { costs, turns } = planByKnowledge(fleetOf([{ firstUse: 0, death: 183 }]), byAge, 0.15);
    expect([...turns]).toEqual([2]);
    expect(costs).toMatchObject({ died: 0, wasted: 0, daysLeft: 0 });
  });

  it('knows of the codes from the first use on', () => {
    const result = fleetOf([{ firstUse: 83, death: 283, codes: 1000 }]);
    const third = { label: '', from: 183, to: 275 };
    expect(knownAt(result, 0, third)).toMatchObject({ ageDays: 100, codesSeen: 500 });
  });

  it('the share of the dead is of the fobs that were handed out', () => {
    const lives = [
      { firstUse: 0, death: 120 },
      { firstUse: 0, death: -1 },
      { firstUse: -1, death: -1 },
    ];
    expect(planByKnowledge(fleetOf(lives), byAge, 0.5).costs.diedShare).toBe(0.5);
  });

  it('a fob that lasts to the end of its quarter was thrown away too early', () => {
    const { costs } = planByKnowledge(fleetOf([{ firstUse: 0, death: 275 }]), byAge, 0.15);
    expect(costs).toMatchObject({ replaced: 1, wasted: 1, daysLeft: 92 });
  });

  it('counts what was thrown away though good for another quarter', () => {
    const lives = [
      { firstUse: 0, death: -1 },
      { firstUse: 0, death: 190 },
      { firstUse: 0, death: 300 },
    ];
    const { costs } = planByKnowledge(fleetOf(lives), byAge, 0.15);
    expect(costs).toMatchObject({ replaced: 3, wasted: 2, daysLeft: (182 + 7 + 117) / 3 });
  });

  it('has no turn for a fob whose owner was sent another one, and loses none that was yet to be', () => {
    const lives = [
      { firstUse: 0, death: -1, retired: 170 },
      { firstUse: 0, death: -1, retired: 190 },
    ];
    const { costs, turns } = planByKnowledge(fleetOf(lives), byAge, 0.15);
    expect([...turns]).toEqual([-1, 2]);
    expect(costs).toMatchObject({ replaced: 1, died: 0, wasted: 0, outliving: 0, daysLeft: 7 });
  });
});

const life = fc
  .record({ firstUse: fc.integer({ min: 0, max: 200 }), lived: fc.integer({ min: 0, max: 400 }) })
  .map(({ firstUse, lived }): Life => {
    const death = firstUse + lived;
    return { firstUse, death: death < DAYS ? death : -1 };
  });

it('nobody does better than who knows the day of every death', () => {
  fc.assert(
    fc.property(
      fc.array(life, { minLength: 1 }),
      fc.double({ min: 0, max: 0.4, noNaN: true }),
      (lives, least) => {
        const result = fleetOf(lives);
        const [best, plan] = [bestPlan(result).costs, planByKnowledge(result, byAge, least).costs];
        expect(best.wasted).toBe(0);
        expect(best.died).toBeLessThanOrEqual(plan.died);
      },
    ),
    { numRuns: 60 },
  );
});

it('who knows every death exchanges none that was handed out in the quarter of its death', () => {
  const { costs, turns } = bestPlan(fleetOf([{ firstUse: 100, death: 120 }]));
  expect([...turns]).toEqual([-1]);
  expect(costs.died).toBe(1);
});

it('every fob has one end: exchanged, dead, or neither', () => {
  fc.assert(
    fc.property(fc.array(life, { minLength: 1 }), (lives) => {
      const plan = planByKnowledge(fleetOf(lives), byAge, 0.1);
      for (const [fob, turn] of plan.turns.entries()) {
        const { death = -1 } = lives[fob] ?? {};
        const from = plan.quarters[turn]?.span.from ?? 0;
        expect(turn < 0 || death < 0 || death >= from).toBe(true);
      }
      const dead = lives.filter(({ death }, fob) => death >= 0 && (plan.turns[fob] ?? -1) < 0);
      expect(plan.costs.died).toBe(dead.length);
    }),
    { numRuns: 60 },
  );
});

it('several odds at once are those odds one by one', () => {
  const least = [0.2, 0.05, 0.1];
  fc.assert(
    fc.property(fc.array(life, { minLength: 1 }), (lives) => {
      const result = fleetOf(lives);
      expect(plansByKnowledge(result, byAge, least)).toEqual(
        least.map((odds) => planByKnowledge(result, byAge, odds)),
      );
    }),
    { numRuns: 20 },
  );
});

it('the plan is a file of serials, quarter by quarter', () => {
  const result = fleetOf([
    { firstUse: 0, death: 200, low: 95 },
    { firstUse: 0, death: -1 },
    { firstUse: 0, death: 100, low: 20 },
  ]);
  const plan = planByKnowledge(result, byReport, 0.5);
  expect(replacementCsv(result, plan, () => 'reported')).toBe(
    'serial,quarter,reason\r\nFOB-00000003,2027 Q3,reported\r\nFOB-00000001,2027 Q4,reported\r\n',
  );
});
