import { CampaignResults, campaignText, type ChunkResult, type ShrunkFailure } from '@fobkit/bench';
import { describe, expect, it } from 'vitest';

const ORDER = { seed: 7, runs: 60, profiles: ['generic', 'sid700'] };
const CHUNKS: readonly ChunkResult[] = [0, 1, 2].map((chunk) => ({
  chunk,
  runs: 20,
  steps: 100 + chunk,
  tally: {
    'invariant looked at': { 'no-secret-leaves': 5, 'counter-never-back': 3 },
    ...(chunk === 0 ? {} : { failure: { 'counter-never-back': 1 } }),
    'fault fired': { [`kind-${String(9 - chunk)}`]: 1, 'lcd.segment': 2 },
  },
  failures:
    chunk === 0
      ? []
      : [{ run: chunk * 20 + 3, kind: 'counter-never-back', message: 'counter 3 after 4' }],
}));
const SHRUNK: ShrunkFailure = {
  run: 23,
  kind: 'counter-never-back',
  message: 'counter 3 after 4',
  stepsBefore: 12,
  steps: 5,
  faultsBefore: 2,
  faults: 0,
  tried: 40,
  unfinished: false,
  file: 'campaign-7-run-23-counter-never-back.yaml',
  yaml: 'scenario: x\n',
};

function reportOf(chunks: readonly ChunkResult[], shrunk: readonly ShrunkFailure[] = []) {
  const results = new CampaignResults();
  for (const chunk of chunks) results.add(chunk);
  return results.report('fobkit 1.2.3', ORDER, shrunk);
}

describe('the report of a campaign', () => {
  it('is the same whoever did which chunk first, and if one came twice', () => {
    const [first, second, third] = CHUNKS;
    if (first === undefined || second === undefined || third === undefined) throw new Error();
    const report = JSON.stringify(reportOf(CHUNKS));
    expect(JSON.stringify(reportOf([third, first, second]))).toBe(report);
    expect(JSON.stringify(reportOf([second, second, first, third, first]))).toBe(report);
  });

  it('sums up, and tells failures by run', () => {
    expect(reportOf(CHUNKS)).toMatchObject({
      runs: 60,
      steps: 303,
      failedRuns: 2,
      coverage: { 'fault fired': { 'kind-7': 1, 'kind-8': 1, 'kind-9': 1, 'lcd.segment': 6 } },
      failures: [{ run: 23 }, { run: 43 }],
    });
    const back = reportOf(CHUNKS).invariants.find(({ name }) => name === 'counter-never-back');
    expect(back).toMatchObject({ looks: 9, breaches: 2 });
  });

  it('the first failure of each kind is the one to shrink', () => {
    const results = new CampaignResults();
    for (const chunk of CHUNKS.toReversed()) results.add(chunk);
    expect(results.firstOfEachKind().map(({ run }) => run)).toEqual([23]);
  });

  it('for a person it tells what broke, with the shortest scenario', () => {
    const text = campaignText(reportOf(CHUNKS, [SHRUNK]));
    expect(text).toMatch(
      /^Campaign 7, fobkit 1\.2\.3: 60 runs of generic, sid700, 303 steps, 2 runs/,
    );
    expect(text).toMatch(/counter-never-back +BROKEN in 2 runs, looked at 9 times/);
    expect(text).toMatch(/no-secret-leaves +held, looked at 15 times/);
    expect(text).toContain('run 23  counter-never-back: counter 3 after 4');
    expect(text).toContain('shrunk from 12 steps and 2 faults to 5 steps and 0 faults in 40 tries');
    expect(text).toContain('    scenario: x\n');
  });
});
