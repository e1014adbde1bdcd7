import type { Registry, Unit, UnitName } from '@fobkit/station';
import { describe, expect, it } from 'vitest';
import { unitNamed } from '../../../../../host/cli/station/unit/unit-named.ts';

const unit: Unit = {
  id: 7,
  lot: 'a1',
  number: 3,
  serialLabel: 'S3',
  deviceId: '01020304050607aa',
  state: 'done',
  labelsPrinted: 0,
};

/** A registry of that unit, which is in the lot `a1` as its third. */
const units: Pick<Registry['units'], 'find'> = {
  find: (name: UnitName) => {
    const known = Object.entries(name).every(([key, value]) => Reflect.get(unit, key) === value);
    return Promise.resolve(known ? unit : undefined);
  },
};

const lot = { id: 'a1' };

describe('a unit is named', () => {
  it.each(['S3', '01020304050607aa', '01020304050607AA', '3', '003', 'S3/01020304050607aa'])(
    'by its label, device id or number in the lot: %s',
    async (name) => {
      expect(await unitNamed({ units }, name, lot)).toBe(unit);
    },
  );

  it.each([['S4'], ['4'], ['01020304050607ab'], ['-3'], ['3.0'], ['']])(
    'by nothing else: %j',
    async (name) => {
      await expect(unitNamed({ units }, name, lot)).rejects.toThrow(/has no unit/);
    },
  );

  it('by no number where no lot is at work', async () => {
    await expect(unitNamed({ units }, '3')).rejects.toThrow(/has no unit 3/);
  });
});
