import { expect, it } from 'vitest';
import { boxOf } from '../../../../host/fleet/plot/axes.ts';
import { NARROW } from '../../../../host/fleet/plot/box.ts';
import { timeAxis } from '../../../../host/fleet/plot/time-axis.ts';

const box = boxOf(NARROW, { from: 0, to: 100, format: String, unit: 'calls' });

/** The names under the axis of a run that begins on 2027-04-01. */
async function namesOf(days: number): Promise<readonly string[]> {
  const svg = String(await timeAxis({ days, madeOn: 20_909 }, box));
  return [...svg.matchAll(/>\s*([\d-]+)\s*<\/text/g)].map(([, name = '']) => name);
}

it('years are named where there are some', async () => {
  const all = ['2027', '2028', '2029', '2030', '2031', '2032', '2033'];
  expect(await namesOf(2557)).toEqual(all);
});

it('a part of a year has a name where there is room for it, a few days of one have none', async () => {
  // Three months and ten days after the end of 2029.
  expect(await namesOf(1006 + 90)).toEqual(['2027', '2028', '2029', '2030']);
  expect(await namesOf(1006 + 10)).toEqual(['2027', '2028', '2029']);
});

it('some of twenty years are named, as far apart as each other', async () => {
  const years = (await namesOf(7305)).map(Number);
  const [first = 0, second = 0] = years;
  expect(years.length).toBeGreaterThan(3);
  expect(second - first).toBeGreaterThan(1);
  expect(years).toEqual(years.map((_, index) => first + index * (second - first)));
});

it('months are named of a run that has no years', async () => {
  expect(await namesOf(60)).toEqual(['2027-04', '2027-05']);
  expect((await namesOf(365)).length).toBeGreaterThan(1);
});
