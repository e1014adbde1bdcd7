import { expect, it } from 'vitest';
import { heightScale, timeScale, widthScale } from '../../../../host/fleet/plot/axes.ts';
import { fanPlot, stackedPlot } from '../../../../host/fleet/plot/time-plots.ts';

const format = String;
const time = { days: 100, madeOn: 20_909 };

it('values rise upward, and days and costs to the right', () => {
  const y = heightScale({ from: 0, to: 10, format });
  const x = widthScale({ from: 0, to: 10, format });
  expect(y(10)).toBeLessThan(y(0));
  expect(x(10)).toBeGreaterThan(x(0));
  expect(timeScale(time)(100)).toBeGreaterThan(timeScale(time)(0));
  expect(y.start).toBe(y(0));
});

it('a plain scale ends at round values', () => {
  expect(heightScale({ from: 0, to: 97, format }).ticks).toEqual([0, 20, 40, 60, 80, 100]);
});

it('a scale of tens has its tens, and twos and fives where these are few', () => {
  const ticks = (from: number, to: number): readonly number[] =>
    widthScale({ from, to, format, logarithmic: true }).ticks;
  expect(ticks(3, 2e4)).toEqual([10, 100, 1000, 10_000]);
  expect(ticks(30, 900)).toEqual([50, 100, 200, 500]);
});

it('a scale of one value is no division by nothing', () => {
  expect(Number.isFinite(heightScale({ from: 0, to: 0, format })(0))).toBe(true);
});

it('layers stand upon each other', async () => {
  const layers = [2, 3].map((value, index) => ({
    className: `layer${index}`,
    points: [
      [0, value],
      [100, value],
    ] as const,
  }));
  const plot = { label: 'l', time, values: { from: 0, to: 5, format } };
  const svg = String(await stackedPlot(plot, layers));
  const y = heightScale(plot.values);
  const second = /class="solid layer1" d="([^"]+)"/.exec(svg)?.[1] ?? '';
  expect(second).toContain(`,${y(5)}`);
  expect(second).toContain(`,${y(2)}`);
});

it('a fan has a band for each pair of percentiles, and names its limits', async () => {
  const plot = { label: 'l', time, values: { from: -9, to: 9, format } };
  const fan = [0, 100].map((day) => ({ day, values: [-5, -2, 0, 2, 5] }));
  const svg = String(await fanPlot(plot, fan, [{ value: 7, text: 'a <limit>' }]));
  expect(svg.match(/class="band"/g)).toHaveLength(2);
  expect(svg.match(/class="stroke median"/g)).toHaveLength(1);
  expect(svg).toContain('a &lt;limit&gt;');
});
