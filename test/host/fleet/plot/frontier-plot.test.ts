import { expect, it } from 'vitest';
import { NARROW, WIDE } from '../../../../host/fleet/plot/box.ts';
import { frontierPlot } from '../../../../host/fleet/plot/frontier-plot.ts';

const axis = { from: 0, to: 100, format: String, unit: 'calls' };

function point(number: number, x: number, y: number, onFrontier = false): Point {
  return { number: String(number), name: `policy <${String(number)}>`, x, y, onFrontier };
}
type Point = Parameters<typeof frontierPlot>[2][number];

async function drawn(points: readonly Point[], layout = WIDE): Promise<string> {
  return String(await frontierPlot('l', { x: axis, y: axis }, points, layout));
}

it('points that lie on each other are one mark with both numbers and names', async () => {
  const svg = await drawn([point(1, 20, 30), point(2, 70, 30), point(3, 20, 30, true)]);
  expect(svg.match(/<circle/g)).toHaveLength(2);
  expect(svg).toMatch(/class="mark best">\s*<title>3: policy &lt;3&gt;\n1: policy &lt;1&gt;</);
  expect(svg).toMatch(/>\s*3, 1\s*<\/text/);
});

it('of many points on each other the first are numbered and the rest counted', async () => {
  const svg = await drawn(Array.from({ length: 12 }, (_, index) => point(index + 1, 50, 50)));
  expect(svg).toMatch(/>\s*1, 2, 3 \+9\s*<\/text/);
  expect(svg).toContain('12: policy');
});

it('points are nearer to each other in a narrow drawing', async () => {
  const points = [point(1, 50, 50), point(2, 51, 50)];
  expect((await drawn(points)).match(/<circle/g)).toHaveLength(2);
  expect((await drawn(points, NARROW)).match(/<circle/g)).toHaveLength(1);
});
