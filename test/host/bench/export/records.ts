import type { RunRecord, StepRecord, Verdict } from '@fobkit/bench';

const place = { file: 'cold.yaml', line: 7, column: 5 };

export function step(number: number, wanted: Partial<StepRecord> = {}): StepRecord {
  return {
    number,
    kind: 'expect',
    text: `expect code valid ${String(number)}`,
    place,
    depth: 0,
    attempt: 1,
    startUnixMs: 1_798_761_600_000,
    endUnixMs: 1_798_761_601_500,
    verdict: 'PASS',
    ...wanted,
  };
}

/** A run that came to this, with everything that a report may tell. */
export function run(verdict: Verdict, wanted: Partial<RunRecord> = {}): RunRecord {
  const reasons = verdict === 'PASS' ? [] : [{ verdict, message: `it was ${verdict}`, place }];
  return {
    format: 'fobkit run',
    version: 1,
    runId: '0011223344556677',
    scenario: {
      name: 'cold-storage',
      title: 'Cold storage',
      file: 'cold.yaml',
      sha256: 'ab'.repeat(32),
      parameters: { profile: 'generic', seed: 1 },
    },
    rig: { kind: 'bench', name: 'bench line-3', port: 'p2' },
    device: {
      deviceId: 'f0b1000000000001',
      model: 'FK-1',
      firmwareVersion: '1.2.0',
      serialLabel: 'SKTH00000017',
    },
    tool: 'fob 0.1.0',
    started: { utc: '2026-11-28T03:00:00.250Z', monotonicMs: 1000 },
    ended: { utc: '2026-11-28T03:00:02.750Z', monotonicMs: 3500 },
    verdict,
    reasons,
    unstable: false,
    marginal: false,
    steps: [step(1, { kind: 'press', text: 'press' }), step(2, { verdict })],
    faults: [
      { name: 'dip', text: 'battery.brownout', firedCount: 1, evidence: 'browned out once' },
    ],
    measurements: [],
    readings: [],
    timeline: [],
    transcript: [],
    equivalents: [{ of: 'wait 30 d', tolerance: 'the clock alone' }],
    ...wanted,
  };
}
