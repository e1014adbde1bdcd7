import { expect, it } from 'vitest';
import { TallySheet } from '../../../firmware-sim/fleet/tally-sheet.ts';
import { countInto } from '../../../firmware-sim/fleet/spread-plan.ts';
import { fleetOf } from './support/fleets.ts';

const spec = fleetOf({ fobs: 4, days: 40 });

/** Counts something of every kind, of one fob. */
function countAll(sheet: TallySheet, fob: number): void {
  const day = 3 + fob;
  for (const column of [...Object.values(sheet.columns), sheet.untyped, sheet.notAccepted]) {
    column[day] = (column[day] ?? 0) + 1;
  }
  for (const spread of [...sheet.clockSeconds, ...sheet.chargePercent]) countInto(spread, fob);
  sheet.inUse(day, day + 9);
  const { codes, death, firstUse, lowBattery, presses, retired } = sheet.lives;
  for (const life of [codes, death, firstUse, lowBattery, presses, retired]) life[fob] = day;
}

it('takes back all that was counted since it was kept, and nothing else', () => {
  const [expected, sheet] = [new TallySheet(spec, 0, 4), new TallySheet(spec, 0, 4)];
  for (const fob of [0, 1]) {
    countAll(expected, fob);
    countAll(sheet, fob);
    sheet.keep();
    for (const wrong of [2, 3]) countAll(sheet, wrong);
    sheet.takeBack(2, 2);
  }
  expect(sheet.finish()).toEqual(expected.finish());
});
