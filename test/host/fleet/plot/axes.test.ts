import { expect, it } from 'vitest';
import {
  boxOf,
  heightScale,
  valueAxisBelow,
  widthScale,
} from '../../../../host/fleet/plot/axes.ts';
import { NARROW, textWidth, WIDE } from '../../../../host/fleet/plot/box.ts';
import { timeScale } from '../../../../host/fleet/plot/time-axis.ts';
import { fanPlot, stackedPlot } from '../../../../host/fleet/plot/time-plots.ts';

const format = String;
const unit = 'a year';
const box = boxOf(WIDE, { from: 0, to: 10, format, unit });
const time = { days: 100, madeOn: 20_909 };

it('values rise upward, and days and costs to the right', () => {
  const y = heightScale({ from: 0, to: 10, format, unit }, box);
  const x = widthScale({ from: 0, to: 10, format, unit }, box);
  expect(y(10)).toBeLessThan(y(0));
  expect(x(10)).toBeGreaterThan(x(0));
  expect(timeScale(time, box)(100)).toBeGreaterThan(timeScale(time, box)(0));
  expect(y.start).toBe(y(0));
});

it('a plain scale ends at round values', () => {
  expect(heightScale({ from: 0, to: 97, format, unit }, box).ticks).toEqual([
    0, 20, 40, 60, 80, 100,
  ]);
});

it('a scale of tens has its tens, and twos and fives where these are few', () => {
  const ticks = (from: number, to: number): readonly number[] =>
    widthScale({ from, to, format, unit, logarithmic: true }, box).ticks;
  expect(ticks(3, 2e4)).toEqual([10, 100, 1000, 10_000]);
  expect(ticks(30, 900)).toEqual([50, 100, 200, 500]);
  expect(ticks(2.2, 4.8).length).toBeGreaterThan(1);
});

it('an axis of calls has no half ones', () => {
  const whole = heightScale({ from: 0, to: 2, format, unit, whole: true }, box);
  expect(whole.ticks).toEqual([0, 1, 2]);
});

it.each([WIDE, NARROW])('a plot has room for long names beside it ($name)', (layout) => {
  const long = (value: number): string => `1 in ${String(value)}00,000,000`;
  const { left, width } = boxOf(layout, { from: 0, to: 9, format: long, unit });
  expect(left).toBeGreaterThan(textWidth(long(8), layout.letter));
  expect(left).toBeLessThan(width / 2);
});

it('names below that would touch each other are left out, and none is cut off', async () => {
  const axis = { from: 0, to: 1e9, format: (value: number) => value.toFixed(2), unit };
  const narrow = boxOf(NARROW, { from: 0, to: 1, format, unit }, axis);
  const svg = String(await valueAxisBelow(axis, narrow));
  const names = [...svg.matchAll(/<text x="([\d.]+)" y="[\d.]+" class="mid"\s*>([^<]+)</g)].map(
    ([, x, name = '']) => ({ x: Number(x), half: textWidth(name, NARROW.letter) / 2 }),
  );
  expect(names.length).toBeGreaterThan(1);
  for (const [index, { half, x }] of names.entries()) {
    const before = names[index - 1];
    if (before !== undefined) expect(x - half).toBeGreaterThan(before.x + before.half);
    expect(x + half).toBeLessThanOrEqual(NARROW.width + 1);
  }
});

it('a scale of one value is no division by nothing', () => {
  expect(Number.isFinite(heightScale({ from: 0, to: 0, format, unit }, box)(0))).toBe(true);
});

it('layers stand upon each other', async () => {
  const layers = [2, 3].map((value, index) => ({
    className: `layer${index}`,
    points: [
      [0, value],
      [100, value],
    ] as const,
  }));
  const plot = { label: 'l', time, values: { from: 0, to: 5, format, unit } };
  const svg = String(await stackedPlot(plot, layers));
  const y = heightScale(plot.values, boxOf(NARROW, plot.values));
  const second = /class="solid layer1" d="([^"]+)"/.exec(svg)?.[1] ?? '';
  expect(second).toContain(`,${y(5)}`);
  expect(second).toContain(`,${y(2)}`);
});

it('a fan has a band for each pair of percentiles, and names its limits', async () => {
  const plot = { label: 'l', time, values: { from: -9, to: 9, format, unit } };
  const fan = [0, 100].map((day) => ({ day, values: [-5, -2, 0, 2, 5] }));
  const svg = String(await fanPlot(plot, fan, [{ value: 7, text: 'a <limit>' }]));
  expect(svg.match(/class="band"/g)).toHaveLength(2);
  expect(svg.match(/class="stroke median"/g)).toHaveLength(1);
  expect(svg).toContain('a &lt;limit&gt;');
});
