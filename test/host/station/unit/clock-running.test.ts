import { describe, expect, it } from 'vitest';
import { TestStation } from '../support/station.ts';

async function loaded(armed: string | undefined, codeCheck: 'read' | 'none'): Promise<TestStation> {
  const station = new TestStation(1, { codeCheck });
  const fob = station.yard.fob();
  if (armed !== undefined) fob.fob.faults.arm({ kind: armed, args: [] });
  fob.plugIn();
  station.operator = (event) => {
    if (event.kind === 'ended') station.stop.abort();
  };
  await station.run();
  return station;
}

describe('a crystal', () => {
  it.each(['read', 'none'] as const)(
    'that stands still quarantines its fob, with the code check %s',
    async (codeCheck) => {
      const station = await loaded('crystal.stop', codeCheck);
      expect(station.ends).toEqual(['port-1 quarantined clock']);
      const { unit } = station.registry.row('FOB-0001');
      expect(unit).toMatchObject({ state: 'quarantined' });
      expect(unit.reason).toMatch(/^its clock went on by -?\d+ ms in \d+ ms$/);
    },
  );

  it('that swings is no trouble, however short the visit', async () => {
    const station = await loaded(undefined, 'none');
    expect(station.ends).toEqual(['port-1 done']);
  });
});
