import { expect, it } from 'vitest';
import { type BarGroup, barPlot } from '../../../../host/fleet/plot/bar-plot.ts';
import { NARROW, WIDE } from '../../../../host/fleet/plot/box.ts';

const values = { from: 0, to: 10, format: String, unit: 'fobs' };

function quarters(count: number): readonly BarGroup[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `${String(2028 + Math.floor(index / 4))} Q${String((index % 4) + 1)}`,
    bars: [{ className: 'known', value: 1 + (index % 10) }],
  }));
}

async function drawn(count: number, layout = WIDE): Promise<string> {
  return String(await barPlot('l', values, quarters(count), layout));
}

it('every group has its bars, however few are named', async () => {
  expect((await drawn(28, NARROW)).match(/<rect/g)).toHaveLength(28);
});

it.each([
  [4, ['2028 Q1', '2028 Q2', '2028 Q3', '2028 Q4']],
  [16, ['2028 Q1', '2029 Q1', '2030 Q1', '2031 Q1']],
])(
  'of %i quarters those are named that have room, the same one in every year',
  async (count, names) => {
    const svg = await drawn(count, NARROW);
    expect([...svg.matchAll(/\d{4} Q\d/g)].map(([name]) => name)).toEqual(names);
  },
);

it('a group alone is no wall', async () => {
  const width = /width="([\d.]+)"/.exec(await drawn(1))?.[1];
  expect(Number(width)).toBeLessThan(WIDE.width / 20);
});
