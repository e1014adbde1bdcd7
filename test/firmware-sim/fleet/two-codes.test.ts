import { fleetJudge, findPolicy } from '@fobkit/bank/policy';
import { type FleetJudge, type FleetSpec, runFleetPart } from '@fobkit/firmware-sim/fleet';
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
