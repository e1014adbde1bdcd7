import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PostgresPlace } from '../../store/support/databases.ts';
import { manyStations } from './support/many-stations.ts';

let place: PostgresPlace;
beforeAll(async () => {
  place = await PostgresPlace.start();
});
afterAll(() => place.close());

describe.each([
  { stations: 2, fobs: 24 },
  { stations: 4, fobs: 48 },
])('$stations stations on one PostgreSQL', ({ stations, fobs }) => {
  it('make a lot of which one is killed half-way, and hand nothing out twice', async () => {
    const address = place.fresh();
    const work = { address, stations, portsEach: 3, fobs };
    const { ends, doneAtKill, faults } = await manyStations(work);
    const [killed, ...others] = ends;
    expect(killed?.signal).toBe('SIGKILL');
    expect(doneAtKill).toBeGreaterThanOrEqual(fobs / 2);
    const reasons = others.map(({ summary }) => summary?.reason);
    expect(reasons).toEqual(others.map(() => 'lot-done'));
    // The others went on, and none of them only looked on.
    for (const { summary } of others) expect(summary?.ends.done).toBeGreaterThan(0);
    expect(faults).toEqual([]);
  }, 120_000);
});
