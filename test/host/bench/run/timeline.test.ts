import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Sample } from '@fobkit/bench';
import { Timeline } from '../../../../host/bench/run/timeline.ts';
import { runOf } from './support.ts';

function timelineOf(samples: readonly Sample[]): Timeline {
  const timeline = new Timeline();
  for (const sample of samples) timeline.add(sample);
  return timeline;
}

const many = (count: number, sample: (i: number) => Omit<Sample, 'unixMs'>): Sample[] =>
  Array.from({ length: count }, (_, i) => ({ unixMs: i, ...sample(i) }));

test('a short run is kept whole, in the order of world time', () => {
  const samples = many(500, (i) => (i % 3 === 0 ? { mark: 'press' } : { railVolts: i, lcd: 'x' }));
  expect(timelineOf(samples.toReversed().slice(0, 300)).samples()).toEqual(samples.slice(200));
});

describe('of a long run', () => {
  test('the curves are thinner, and cover all of it', () => {
    const points = timelineOf(many(50_000, (i) => ({ railVolts: i }))).samples();
    expect(points.length).toBeLessThanOrEqual(2000);
    expect(points.length).toBeGreaterThan(900);
    expect(points[0]?.unixMs).toBeLessThan(100);
    expect(points.at(-1)?.unixMs).toBeGreaterThan(49_900);
    const gaps = points.slice(1).map(({ unixMs }, i) => unixMs - (points[i]?.unixMs ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(64);
  });

  test('frames are kept at both ends, and some of them with their picture', () => {
    const frames = timelineOf(
      many(1000, (i) => ({ railVolts: 3, lcd: String(i), picture: '<svg/>' })),
    ).samples();
    expect(frames).toHaveLength(1000);
    const pictures = frames.filter(({ picture }) => picture !== undefined);
    expect(pictures.map(({ lcd }) => Number(lcd))).toEqual([
      ...Array.from({ length: 20 }, (_, i) => i),
      ...Array.from({ length: 20 }, (_, i) => 980 + i),
    ]);
    expect(frames.filter(({ lcd }) => lcd !== undefined)).toHaveLength(400);
    expect(frames.every(({ railVolts }) => railVolts === 3)).toBe(true);
  });

  test('marks are the first ones', () => {
    const marks = timelineOf(many(3000, (i) => ({ mark: String(i) }))).samples();
    expect(marks).toHaveLength(2000);
    expect(marks.at(-1)?.mark).toBe('1999');
  });
});

test('what is forgotten leaves what was there before', () => {
  fc.assert(
    fc.property(fc.nat(300), fc.nat(300), (before, after) => {
      const samples = many(before + after, (i) => (i % 2 === 0 ? { mark: 'm' } : { lcd: 'x' }));
      const timeline = timelineOf(samples.slice(0, before));
      const mark = timeline.mark();
      for (const sample of samples.slice(before)) timeline.add(sample);
      timeline.forget(mark);
      expect(timeline.samples()).toEqual(samples.slice(0, before));
    }),
  );
});

test('of many rounds the first and the last stand in the record, every measurement, and the curve', async () => {
  const record = await runOf(
    'steps: [{ repeat: { times: 50, steps: [press, { wait: 40 s }, { measure: { name: p, of: presses } }] } }]',
  );
  expect(record.verdict).toBe('PASS');
  expect(record.steps[0]?.evidence).toBe('50 times; 30 in the middle are not in the record');
  expect(record.steps).toHaveLength(1 + 3 * 20);
  expect(record.steps.map(({ number }) => number).slice(30, 32)).toEqual([31, 122]);
  expect(record.measurements.map(({ value }) => value)).toEqual(
    Array.from({ length: 50 }, (_, i) => i + 1),
  );
  expect(record.timeline.filter(({ mark }) => mark === 'press')).toHaveLength(50);
});

test('a round that fails is the last, and stands in the record', async () => {
  const record = await runOf(
    'steps: [{ repeat: { times: 50, steps: [press, { wait: 40 s }, { measure: { name: p, of: presses, max: 34 } }] } }]',
  );
  expect(record.verdict).toBe('FAIL');
  expect(record.steps.at(-1)).toMatchObject({
    kind: 'measure',
    verdict: 'FAIL',
    number: 1 + 35 * 3,
  });
});
