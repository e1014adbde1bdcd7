import type { RunRecord } from '@fobkit/bench';
import { ratesOf, yieldOf } from '../../../../host/bench/statistics/yield.ts';
import { describe, expect, it } from 'vitest';
import { run } from '../export/records.ts';

function on(deviceId: string, record: RunRecord): RunRecord {
  return { ...record, device: { ...record.device, deviceId } };
}

describe('yield over stored records', () => {
  it('counts a fob that failed once and then passed as final, not as first pass', () => {
    const counts = yieldOf([on('a', run('FAIL')), on('b', run('PASS')), on('a', run('PASS'))]);
    expect(counts).toMatchObject({ units: 2, runs: 3, firstPass: 1, finalPass: 2, retested: 1 });
    expect(ratesOf(counts)).toEqual({ firstPass: 0.5, final: 1, retest: 0.5 });
  });

  it('takes the last run of a unit, whatever passed before', () => {
    const counts = yieldOf([run('PASS'), run('FAIL')]);
    expect(counts).toMatchObject({ firstPass: 1, finalPass: 0 });
  });

  it('counts a pass in a retried group as a retest, not as first pass', () => {
    const counts = yieldOf([run('PASS', { unstable: true })]);
    expect(counts).toMatchObject({ units: 1, firstPass: 0, finalPass: 1, retested: 1 });
  });

  it('judges no fob by runs that prove nothing or could not be done', () => {
    const counts = yieldOf([run('INVALID'), run('SKIPPED'), run('INVALID')]);
    expect(counts).toMatchObject({ units: 0, runs: 0, invalid: 2, skipped: 1, retested: 0 });
    expect(ratesOf(counts)).toEqual({});
  });

  it('is of the first judged run, when an INVALID one came before it', () => {
    const counts = yieldOf([run('INVALID'), run('PASS')]);
    expect(counts).toMatchObject({ units: 1, firstPass: 1, retested: 0, invalid: 1 });
  });

  it('takes one scenario with other parameters for another unit', () => {
    const { scenario } = run('PASS');
    const cold = { ...scenario, parameters: { celsius: -10 } };
    expect(yieldOf([run('PASS'), run('FAIL', { scenario: cold })]).units).toBe(2);
  });
});
