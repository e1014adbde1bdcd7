import { type FleetTally, type FobLives, type Spread, TALLY_COLUMNS } from './tally.ts';
import { emptyColumns } from './tally-sheet.ts';

/** The sum of two parts of one fleet whose fobs follow on each other, in either order. */
export function addTallies(a: FleetTally, b: FleetTally): FleetTally {
  const columns = emptyColumns(a.days);
  for (const name of TALLY_COLUMNS) {
    for (let day = 0; day < a.days; day++) {
      columns[name][day] = (a.columns[name][day] ?? 0) + (b.columns[name][day] ?? 0);
    }
  }
  const [early, late] = a.fobs.firstFob <= b.fobs.firstFob ? [a.fobs, b.fobs] : [b.fobs, a.fobs];
  return {
    days: a.days,
    columns,
    clockSeconds: addSpreads(a.clockSeconds, b.clockSeconds),
    chargePercent: addSpreads(a.chargePercent, b.chargePercent),
    fobs: joinLives(early, late),
  };
}

function addSpreads(a: readonly Spread[], b: readonly Spread[]): readonly Spread[] {
  return a.map((spread, index) => {
    const other = b[index]?.bins;
    const bins = spread.bins.map((count, bin) => count + (other?.[bin] ?? 0));
    return { day: spread.day, least: spread.least, bins };
  });
}

function joinLives(early: FobLives, late: FobLives): FobLives {
  return {
    firstFob: early.firstFob,
    firstUse: joinDays(early.firstUse, late.firstUse),
    lowBattery: joinDays(early.lowBattery, late.lowBattery),
    death: joinDays(early.death, late.death),
    presses: joinCounts(early.presses, late.presses),
    codes: joinCounts(early.codes, late.codes),
  };
}

function joinDays(a: Int32Array, b: Int32Array): Int32Array {
  const all = new Int32Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}

function joinCounts(a: Uint32Array, b: Uint32Array): Uint32Array {
  const all = new Uint32Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}
