import { type FleetTally, type FobLives, type Spread, TALLY_COLUMNS } from '@fobkit/emulator/fleet';
import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const spreads: v.GenericSchema<unknown, readonly Spread[]> = v.array(
  v.strictObject({
    day: count,
    least: v.pipe(v.number(), v.integer()),
    bins: v.instance(Uint32Array),
  }),
);

const counts = v.pipe(
  v.instance(Float64Array),
  v.check(
    (all) => all.every((one) => one >= 0 && one <= Number.MAX_SAFE_INTEGER),
    'a day has what is no count',
  ),
);

const columns = v.strictObject(v.entriesFromList(TALLY_COLUMNS, counts));

const lives: v.GenericSchema<unknown, FobLives> = v.strictObject({
  firstFob: count,
  firstUse: v.instance(Int32Array),
  lowBattery: v.instance(Int32Array),
  death: v.instance(Int32Array),
  retired: v.instance(Int32Array),
  presses: v.instance(Uint32Array),
  codes: v.instance(Uint32Array),
});

/** A tally that comes from another thread or machine: every array is there, and as long as it must be. */
export const tallySchema: v.GenericSchema<unknown, FleetTally> = v.pipe(
  v.strictObject({
    days: count,
    columns,
    clockSeconds: spreads,
    chargePercent: spreads,
    fobs: lives,
  }),
  v.check(
    ({ days, columns: found }) => TALLY_COLUMNS.every((name) => found[name].length === days),
    'a column is missing or of another length',
  ),
  v.check(({ fobs: { firstFob: _first, ...arrays } }) => {
    const lengths = Object.values(arrays).map((array) => array.length);
    return lengths.every((length) => length === lengths[0]);
  }, 'the fobs differ in number'),
);
