import { fleetJudge, findPolicy } from '@fobkit/bank/policy';
import {
  type FleetJudge,
  type FleetSpec,
  FleetVerdict,
  LOCKS,
  runFleetPart,
} from '@fobkit/firmware-sim/fleet';
import { expect, it } from 'vitest';
import { fleetOf } from './support/fleets.ts';

const sum = (counts: Float64Array | undefined): number =>
  counts?.reduce((total, count) => total + count, 0) ?? 0;

/** Crystals that are far off after the shelf, under a narrow window. */
const spec: FleetSpec = fleetOf({
  fobs: 300,
  days: 400,
  calibrationPpb: { kind: 'uniform', from: -8000, to: 8000 },
});

function judgeOf(name: string): FleetJudge {
  const policy = findPolicy(name);
  if (policy === undefined) throw new Error(`no policy ${name}`);
  return fleetJudge(policy, spec.codes);
}

function lived(judge: FleetJudge) {
  const { columns, fobs } = runFleetPart({ spec, first: 0, count: spec.fobs, judge });
  return { columns, givenUp: fobs.retired.filter((day) => day >= 0).length };
}

it('two codes in a row keep fobs that are sent back where the drift can only be forgotten', () => {
  const { together: _, ...withoutTwo } = judgeOf('rfc4226');
  const [kept, lost] = [lived(judgeOf('rfc4226')), lived(withoutTwo)];
  expect(lost.givenUp).toBeGreaterThan(spec.fobs / 10);
  expect(sum(lost.columns.resynchronisedByDesk)).toBe(0);
  expect(kept.givenUp).toBeLessThan(spec.fobs / 100);
  expect(sum(kept.columns.resynchronisedByDesk)).toBeGreaterThan(lost.givenUp / 2);
});

it('two codes are two presses and two codes, and neither counts as accepted', () => {
  const { columns } = lived(judgeOf('rfc4226'));
  for (const [day, times] of columns.resynchronisedByDesk.entries()) {
    const [codes = 0, accepted = 0] = [columns.codes[day], columns.accepted[day]];
    expect(columns.resynchronised[day]).toBe(times);
    // Before a call comes one code at least that is refused.
    expect(codes - accepted).toBeGreaterThanOrEqual(3 * times);
    expect(columns.presses[day]).toBeGreaterThanOrEqual(codes);
  }
});

it('of codes that are refused those are right that are not mistyped, of two if neither is', () => {
  const judge = judgeOf('rfc4226');
  const { together } = judge;
  if (together === undefined) throw new Error('the bank takes no two codes');
  let [right, ofTwo] = [0, 0];
  const isRefused = (verdict: number): boolean => {
    const kind = verdict & (LOCKS - 1);
    return kind !== FleetVerdict.accepted && kind !== FleetVerdict.resynchronised;
  };
  // A code that is mistyped is seen nowhere.
  const watched: FleetJudge = {
    ...judge,
    judge: (memory, at, unixSeconds, seen) => {
      const verdict = judge.judge(memory, at, unixSeconds, seen);
      if (seen >= 0 && isRefused(verdict)) right++;
      return verdict;
    },
    together: {
      ...together,
      judge: (memory, at, unixSeconds, seen) => {
        const verdict = together.judge(memory, at, unixSeconds, seen);
        const isRight = seen.first.length > 0 && seen.second.length > 0;
        if (isRight && isRefused(verdict)) ofTwo += 2;
        return verdict;
      },
    },
  };
  const owners = { ...spec.owners, mistyped: 0.4 };
  // So far off that a bank which looks for two codes finds them seldom.
  const calibrationPpb = { kind: 'uniform', from: -80_000, to: 80_000 } as const;
  const clumsy = { ...spec, fobs: 40, calibrationPpb, owners };
  const { columns } = runFleetPart({ spec: clumsy, first: 0, count: 40, judge: watched });
  expect(ofTwo).toBeGreaterThan(0);
  expect(sum(columns.rejectedRight)).toBe(right + ofTwo);
});

it('a code that is read out is not accepted, if the fob dies before the second', () => {
  const judge = judgeOf('rfc4226');
  let accepted = 0;
  const watched: FleetJudge = {
    ...judge,
    surely: () => -1,
    judge: (memory, at, unixSeconds, seen) => {
      const verdict = judge.judge(memory, at, unixSeconds, seen);
      if (verdict === FleetVerdict.accepted) accepted++;
      return verdict;
    },
  };
  const { product } = spec.profile;
  const endOfLife = { ...product.endOfLife, presses: 7 };
  const profile = { ...spec.profile, product: { ...product, endOfLife } };
  const short = { ...spec, fobs: 50, profile, owners: { ...spec.owners, mistyped: 0.7 } };
  const { columns } = runFleetPart({ spec: short, first: 0, count: 50, judge: watched });
  expect(sum(columns.died)).toBeGreaterThan(100);
  expect(sum(columns.accepted)).toBe(accepted);
});
