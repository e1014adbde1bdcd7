import { judgeQualification, type RunRecord, type Verdict } from '@fobkit/bench';
import { describe, expect, it } from 'vitest';
import { run } from '../export/records.ts';
import { GOLDEN, KNOWN_BAD, rail } from './qualifications.ts';

type Verdicts = readonly Verdict[];

function runs(deviceId: string, verdicts: Verdicts): readonly RunRecord[] {
  return verdicts.map((verdict) => run(verdict, { device: { deviceId } }));
}

function judged(emulated: Verdicts, golden: Verdicts, knownBad: Verdicts): readonly string[] {
  return judgeQualification(
    {
      emulated: runs('f0b1000000000009', emulated),
      golden: runs(GOLDEN, golden),
      knownBad: runs(KNOWN_BAD, knownBad),
    },
    { expected: { golden: GOLDEN, knownBad: KNOWN_BAD } },
  );
}

const P = 'PASS';
const F = 'FAIL';
const I = 'INVALID';
const S = 'SKIPPED';

describe('a rig is qualified when', () => {
  it.each<[Verdicts, Verdicts, Verdicts]>([
    [
      [P, P],
      [P, P],
      [F, F],
    ],
    [
      [P, P],
      [P, P],
      [P, F],
    ],
    [
      [P, P],
      [P, P],
      [F, S],
    ],
  ])('emulated %j, golden %j, known-bad %j', (emulated, golden, knownBad) => {
    expect(judged(emulated, golden, knownBad)).toEqual([]);
  });
});

describe('a rig is not qualified when', () => {
  it.each<[Verdicts, Verdicts, Verdicts, string]>([
    [[P, F], [P, P], [P, F], 'the scenario itself is in doubt'],
    [[P, I], [P, P], [P, F], 'the scenario itself is in doubt'],
    [[], [P], [F], 'nothing was run on the emulated golden fob'],
    [[P, P], [P, F], [P, F], 'the rig fails a good fob'],
    [[P, P], [P, I], [P, F], 'the rig fails a good fob'],
    [[P, P], [P, S], [P, F], 'the rig fails a good fob'],
    [[P], [], [F], 'nothing was run on the golden fob'],
    [[P, P], [P, P], [P, P], 'the rig passes a bad fob'],
    [[P, P], [P, P], [P, S], 'the rig passes a bad fob'],
    [[P], [P], [], 'the rig passes a bad fob'],
    [[P, P], [P, P], [F, I], 'the known-bad fob: cold-storage is INVALID'],
  ])('emulated %j, golden %j, known-bad %j', (emulated, golden, knownBad, why) => {
    const reasons = judged(emulated, golden, knownBad);
    expect(reasons).toEqual([expect.stringContaining(why)]);
  });

  const good = { emulated: runs('x', [P]), knownBad: runs(KNOWN_BAD, [F]) };
  const expected = { golden: GOLDEN, knownBad: KNOWN_BAD };

  it('the golden fob passed only when it was tried again', () => {
    const golden = [run('PASS', { device: { deviceId: GOLDEN }, unstable: true })];
    expect(judgeQualification({ ...good, golden }, { expected })).toEqual([
      'the golden fob: cold-storage passed only when it was tried again',
    ]);
  });

  it('another fob was in its place', () => {
    const golden = runs(KNOWN_BAD, [P]);
    expect(judgeQualification({ ...good, golden }, { expected })).toEqual([
      `the golden fob is not ${GOLDEN}: ${KNOWN_BAD} was there`,
    ]);
  });

  it('a golden value moved by more than a tenth of its span', () => {
    const [golden] = runs(GOLDEN, [P]);
    const measurement = { instrument: 'psu1', outcome: 'pass', unixMs: 0 } as const;
    const moved = {
      ...(golden ?? run('PASS')),
      measurements: [
        { ...measurement, name: 'rail', unit: 'V', value: 6.5, limits: { min: 0, max: 10 } },
      ],
    };
    const baseline = [{ ...rail(5, { scenario: 'cold-storage' }), time: '2026-11-28T09:00:00Z' }];
    const judge = (mostMove?: number) =>
      judgeQualification({ ...good, golden: [moved] }, { expected, baseline, mostMove });
    expect(judge()).toEqual([expect.stringContaining('moved by 15 % of its limit span')]);
    expect(judge(0.2)).toEqual([]);
  });
});
