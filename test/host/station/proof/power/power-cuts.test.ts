import { describe, expect, it } from 'vitest';
import { Prng } from '../../../../support/prng.ts';
import { afterCut, recordStation } from './power-cuts.ts';

const UNITS = 2;

describe('a station whose machine loses its power', () => {
  it('has all that it acknowledged at any sync, and makes its lot', async () => {
    const { cuts, syncs } = recordStation({ units: UNITS, ports: 2 }, new Prng(1));
    // Each commit of the work on a unit is synced: claimed, loading, labelling, done.
    expect(syncs).toBeGreaterThan(4 * UNITS);
    const faults: string[] = [];
    for (const cut of cuts) {
      const found = await afterCut(cut, UNITS);
      faults.push(...found.map((fault) => `${cut.at}, ${cut.left}: ${fault}`));
    }
    expect(faults).toEqual([]);
  }, 120_000);

  it('would be found to forget, if it did not sync what it commits', async () => {
    const { cuts } = recordStation({ units: 1, ports: 1, sync: 'off' }, new Prng(1));
    const last = cuts.findLast(({ left }) => left === 'lost');
    expect(last && (await afterCut(last, 1))).not.toEqual([]);
  });
});
