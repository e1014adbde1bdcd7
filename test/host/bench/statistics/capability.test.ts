import type { Limits, RunRecord } from '@fobkit/bench';
import { capabilitiesOf } from '../../../../host/bench/statistics/capability.ts';
import { describe, expect, it } from 'vitest';
import { run } from '../export/records.ts';

function measured(values: readonly number[], limits?: Limits, name = 'rail'): readonly RunRecord[] {
  return values.map((value) =>
    run('PASS', {
      measurements: [
        {
          name,
          value,
          unit: 'V',
          instrument: 'psu1',
          outcome: 'pass',
          unixMs: 0,
          ...(limits === undefined ? {} : { limits }),
        },
      ],
    }),
  );
}

describe('process capability over stored records', () => {
  it('is Cp and Cpk by the standard deviation of the sample, with n', () => {
    // Mean 3, s = √(10 ÷ 4) = 1.5811: Cp = 6 ÷ 9.4868, Cpk = 2 ÷ 4.7434.
    const [rail] = capabilitiesOf(measured([1, 2, 3, 4, 5], { min: 1, max: 7 }));
    expect(rail).toMatchObject({ n: 5, mean: 3, min: 1, max: 5, few: true });
    expect(rail?.standardDeviation).toBeCloseTo(1.581139, 6);
    expect(rail?.cp).toBeCloseTo(0.632456, 6);
    expect(rail?.cpk).toBeCloseTo(0.421637, 6);
  });

  it('tells the interval of Cpk, which few values leave wide', () => {
    // 0.421637 ± 1.959964 √(1 ÷ 45 + 0.177778 ÷ 8)
    const [rail] = capabilitiesOf(measured([1, 2, 3, 4, 5], { min: 1, max: 7 }));
    expect(rail?.cpkInterval?.[0]).toBeCloseTo(0.008439, 5);
    expect(rail?.cpkInterval?.[1]).toBeCloseTo(0.834835, 5);
  });

  it('has no Cp with one limit alone', () => {
    const [rail] = capabilitiesOf(measured([2, 3, 4], { min: 0 }));
    expect(rail?.cp).toBeUndefined();
    expect(rail?.cpk).toBeCloseTo(1, 9);
  });

  it('is negative when the mean is outside', () => {
    const [rail] = capabilitiesOf(measured([2, 3, 4], { max: 0 }));
    expect(rail?.cpk).toBeCloseTo(-1, 9);
  });

  it('claims nothing from equal values, from one value, or without limits', () => {
    const [equal] = capabilitiesOf(measured([3, 3, 3], { min: 2, max: 4 }));
    const [one] = capabilitiesOf(measured([3], { min: 2, max: 4 }));
    const [free] = capabilitiesOf(measured([3, 4]));
    for (const rail of [equal, one, free]) {
      expect(rail).toBeDefined();
      expect(rail?.cp).toBeUndefined();
      expect(rail?.cpk).toBeUndefined();
    }
  });

  it('claims nothing from equal decimals, whose mean is rounded', () => {
    for (const value of [0.1, 2.99]) {
      const [rail] = capabilitiesOf(measured(Array<number>(7).fill(value), { min: 0, max: 4 }));
      expect(rail?.standardDeviation).toBe(0);
      expect(rail?.cpk).toBeUndefined();
    }
  });

  it('has no value of a run that proves nothing', () => {
    const [valid, invalid] = measured([3, 0], { min: 2, max: 4 });
    if (valid === undefined || invalid === undefined) throw new RangeError('two runs');
    const records: readonly RunRecord[] = [valid, { ...invalid, verdict: 'INVALID' }];
    expect(capabilitiesOf(records)).toMatchObject([{ n: 1, mean: 3 }]);
  });

  it('has a value of a run that failed', () => {
    const [failed] = measured([1], { min: 2, max: 4 });
    if (failed === undefined) throw new RangeError('a run');
    expect(capabilitiesOf([{ ...failed, verdict: 'FAIL' }])).toMatchObject([{ n: 1, mean: 1 }]);
  });

  it('takes more values than a call has room for', () => {
    const one = measured([3])[0];
    if (one === undefined) throw new RangeError('a run');
    const [measurement] = one.measurements;
    if (measurement === undefined) throw new RangeError('a measurement');
    const measurements = Array.from({ length: 200_000 }, (_, value) => ({ ...measurement, value }));
    expect(capabilitiesOf([{ ...one, measurements }])).toMatchObject([{ min: 0, max: 199_999 }]);
  });

  it('does not mix values that were measured against other limits', () => {
    const records = [...measured([3], { min: 2 }), ...measured([3], { min: 1 })];
    expect(capabilitiesOf(records).map(({ n }) => n)).toEqual([1, 1]);
  });

  it('does not mix values of other scenarios, or of other parameters', () => {
    const [one] = measured([3], { min: 2, max: 4 });
    if (one === undefined) throw new RangeError('a run');
    const at = (name: string, parameters: RunRecord['scenario']['parameters']): RunRecord => ({
      ...one,
      scenario: { ...one.scenario, name, parameters },
    });
    const records = [
      at('cold', { profile: 'generic', celsius: -10 }),
      at('cold', { profile: 'generic', celsius: 50 }),
      at('hot', { profile: 'generic', celsius: 50 }),
      at('cold', { celsius: -10, profile: 'generic' }),
    ];
    expect(capabilitiesOf(records)).toMatchObject([
      { scenario: 'cold', parameters: { celsius: -10 }, n: 2 },
      { scenario: 'cold', parameters: { celsius: 50 }, n: 1 },
      { scenario: 'hot', n: 1 },
    ]);
  });

  it('takes runs with other dice for one process', () => {
    const records = measured([3, 3.1, 3.2]).map((record, seed): RunRecord => ({
      ...record,
      scenario: { ...record.scenario, parameters: { profile: 'generic', seed } },
    }));
    expect(capabilitiesOf(records)).toMatchObject([{ n: 3, parameters: { profile: 'generic' } }]);
  });
});
