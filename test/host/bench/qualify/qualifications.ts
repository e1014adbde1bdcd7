import type { GoldenValue, Qualification } from '@fobkit/bench';

export const GOLDEN = 'f0b1000000000001';
export const KNOWN_BAD = 'f0b1000000000002';

/** A golden value between 0 and 10 V. */
export function rail(value: number, wanted: Partial<GoldenValue> = {}): GoldenValue {
  return { scenario: 'golden-fob', name: 'rail', unit: 'V', value, min: 0, max: 10, ...wanted };
}

/** A qualification of bench line-3 at nine in the morning, valid until five. */
export function qualification(wanted: Partial<Qualification> = {}): Qualification {
  return {
    format: 'fobkit qualification',
    version: 1,
    rig: { name: 'bench line-3', sha256: 'ab'.repeat(32) },
    fobs: [
      { role: 'golden', deviceId: GOLDEN, port: 'p1' },
      { role: 'known-bad', deviceId: KNOWN_BAD, port: 'p2' },
    ],
    tool: 'fobkit 0.1.0',
    time: '2026-11-28T09:00:00.000Z',
    validUntil: '2026-11-28T17:00:00.000Z',
    outcome: 'QUALIFIED',
    reasons: [],
    runs: [{ role: 'golden', runId: '0011223344556677', scenario: 'golden-fob', verdict: 'PASS' }],
    goldenValues: [rail(5)],
    newBaseline: false,
    ...wanted,
  };
}
