import { type FleetJudge, type FleetSpec, runFleetPart } from '@fobkit/firmware-sim/fleet';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fleetOf } from './support/fleets.ts';
import { windowJudge } from './support/window-judge.ts';

/** A bank of a window that follows, which tells what it surely accepts, and counts what it is asked. */
function askedBank(behind: number, ahead: number): FleetJudge & { asked: number } {
  const bank = windowJudge({ stepSeconds: 30, behind, ahead, follows: true });
  const asking = {
    ...bank,
    asked: 0,
    judge: (...asked: Parameters<FleetJudge['judge']>) => {
      asking.asked++;
      return bank.judge(...asked);
    },
    surely: (memory: Float64Array, at: number, from: number) =>
      bank.middle(memory, at, from) - behind > (memory[at] ?? 0) ? behind * 0x1_0000 + ahead : -1,
  };
  return asking;
}

const fleets: fc.Arbitrary<FleetSpec> = fc
  .record({
    seed: fc.nat(),
    deviation: fc.constantFrom(500, 3000, 15_000),
    ageing: fc.constantFrom(-4000, -500, 0, 900),
    presses: fc.constantFrom(
      { kind: 'constant', value: 1 } as const,
      { kind: 'constant', value: 3 } as const,
      { kind: 'uniform', from: 0, to: 2.5 } as const,
    ),
    typing: fc.constantFrom(0, 15, 80),
    idlePresses: fc.constantFrom(0, 0.3),
    mistyped: fc.constantFrom(0, 0.02, 0.3),
    fobsPerDay: fc.constantFrom(0, 1),
    leak: fc.constantFrom(0, 12_000),
  })
  .map((is) =>
    fleetOf({
      seed: is.seed,
      fobs: 8,
      days: 400,
      calibrationPpb: { kind: 'normal', mean: 0, deviation: is.deviation },
      ageingPpbPerYear: { kind: 'constant', value: is.ageing },
      shelfDays: { kind: 'uniform', from: 0, to: 60 },
      defects: [
        { kind: 'leak', share: 0.3, nanoamps: { kind: 'constant', value: is.leak } },
        { kind: 'dies', share: 0.2, afterDays: { kind: 'uniform', from: 0, to: 400 } },
      ],
      owners: {
        pressesPerDay: is.presses,
        idlePresses: is.idlePresses,
        typingSeconds: { kind: 'uniform', from: 0, to: is.typing },
        mistyped: is.mistyped,
        triesBeforeCall: 2,
        replacedAfterDays: 5,
      },
      guesser: { fobsPerDay: is.fobsPerDay, guesses: 3 },
    }),
  );

it('comes to the same where not every code is judged by itself', () => {
  fc.assert(
    fc.property(
      fleets,
      fc.integer({ min: 0, max: 10 }),
      fc.integer({ min: 0, max: 10 }),
      (spec, behind, ahead) => {
        const { surely, ...each } = askedBank(behind, ahead);
        const part = { spec, first: 0, count: spec.fobs };
        expect(surely).toBeDefined();
        expect(runFleetPart({ ...part, judge: askedBank(behind, ahead) })).toEqual(
          runFleetPart({ ...part, judge: each }),
        );
      },
    ),
    { numRuns: 60 },
  );
});

it('asks the bank for few of the codes of a fleet that keeps its time', () => {
  const bank = askedBank(4, 4);
  const { columns } = runFleetPart({
    spec: fleetOf({ fobs: 20 }),
    first: 0,
    count: 20,
    judge: bank,
  });
  const codes = columns.codes.reduce((total, count) => total + count, 0);
  expect(bank.asked).toBeLessThan(codes / 8);
});
