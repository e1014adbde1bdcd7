import {
  baselineOf,
  goldenValuesOf,
  movedValues,
  strayedValues,
} from '../../../../host/bench/qualify/golden-values.ts';
import { describe, expect, it } from 'vitest';
import { run } from '../export/records.ts';
import { GOLDEN, KNOWN_BAD, qualification, rail } from './qualifications.ts';

const measured = {
  name: 'rail',
  unit: 'V',
  instrument: 'psu1',
  outcome: 'pass',
  unixMs: 0,
  limits: { min: 0, max: 10 },
} as const;

it('golden values are the last of each name in each scenario', () => {
  const records = [
    run('PASS', {
      measurements: [
        { ...measured, value: 4 },
        { ...measured, value: 5 },
      ],
    }),
  ];
  expect(goldenValuesOf(records)).toEqual([rail(5, { scenario: 'cold-storage' })]);
});

const DAY = '2026-11-28T09:00:00.000Z';
const before = [{ ...rail(5), time: DAY }];

describe('a golden value that moved', () => {
  it.each([
    [6, 0],
    [6.1, 1],
    [4, 0],
    [3.9, 1],
  ])('from 5 to %d V of a span of 10 V is told %d times at a share of a tenth', (value, times) => {
    expect(movedValues([rail(value)], before, 0.1)).toHaveLength(times);
  });

  it('is told with both values, the day, and the share', () => {
    expect(movedValues([rail(7)], before, 0.1)).toEqual([
      'the golden rail (golden-fob) moved by 20 % of its limit span, more than 10 %: 5 on 2026-11-28, 7 V now',
    ]);
  });

  it.each([
    ['other limits', rail(9, { max: 20 })],
    ['another scenario', rail(9, { scenario: 'other' })],
    ['another unit', rail(9, { unit: 'mV' })],
  ])('is compared with none of %s', (_, value) => {
    expect(movedValues([value], before, 0.1)).toEqual([]);
  });

  it('has no span with one limit alone', () => {
    const { max: _, ...open } = rail(9);
    const { max: __, ...was } = rail(5);
    expect(movedValues([open], [{ ...was, time: DAY }], 0.1)).toEqual([]);
  });
});

it.each([
  [-0.1, 1],
  [0, 0],
  [10, 0],
  [10.1, 1],
])('a golden value of %d V between 0 and 10 V is outside %d times', (value, times) => {
  expect(strayedValues([rail(value)])).toHaveLength(times);
});

describe('golden values are compared with', () => {
  const of = (day: number, wanted: Parameters<typeof qualification>[0] = {}) =>
    qualification({ time: `2026-11-0${String(day)}T09:00:00.000Z`, ...wanted });
  const dayOf = (earlier: readonly ReturnType<typeof of>[]) =>
    baselineOf(earlier, 'bench line-3', GOLDEN)[0]?.time.slice(9, 10);

  it('the first qualification, so that small moves add up', () => {
    expect(dayOf([of(1), of(2), of(3)])).toBe('1');
  });

  it('the last new baseline', () => {
    const earlier = [of(1), of(2, { newBaseline: true }), of(3, { newBaseline: true }), of(4)];
    expect(dayOf(earlier)).toBe('3');
  });

  it('the first of their own name, whatever else was measured before', () => {
    const other = of(1, { goldenValues: [rail(5, { name: 'charge', unit: '%' })] });
    const values = baselineOf([other, of(2), of(3)], 'bench line-3', GOLDEN);
    expect(values.map(({ name, time }) => [name, time.slice(9, 10)])).toEqual([
      ['charge', '1'],
      ['rail', '2'],
    ]);
  });

  it.each([
    ['one that was not passed', { outcome: 'NOT QUALIFIED' }],
    ['one of another rig', { rig: { name: 'bench line-4' } }],
    ['one of another golden fob', { fobs: [{ role: 'golden', deviceId: KNOWN_BAD }] }],
    ['one in which it was the known-bad fob', { fobs: [{ role: 'known-bad', deviceId: GOLDEN }] }],
  ] as const)('never %s', (_, { ...wanted }) => {
    const other = of(1, JSON.parse(JSON.stringify(wanted)) as Partial<ReturnType<typeof of>>);
    expect(dayOf([other, of(2)])).toBe('2');
    expect(dayOf([other])).toBeUndefined();
  });
});
