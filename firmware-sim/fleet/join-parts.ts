import { type FleetTally, type FobLives, type Spread, TALLY_COLUMNS } from './tally.ts';

/** The tally of a whole fleet from those of its parts, which are in the order of its fobs. */
export function joinParts(parts: readonly FleetTally[]): FleetTally {
  const [first] = parts;
  if (first === undefined) throw new RangeError('a fleet without a part');
  const columns = { ...first.columns };
  for (const name of TALLY_COLUMNS) columns[name] = sums(parts.map((part) => part.columns[name]));
  return {
    days: first.days,
    columns,
    clockSeconds: first.clockSeconds.map((one, i) =>
      joined(
        one,
        parts.map((part) => part.clockSeconds[i]),
      ),
    ),
    chargePercent: first.chargePercent.map((one, i) =>
      joined(
        one,
        parts.map((part) => part.chargePercent[i]),
      ),
    ),
    fobs: lives(parts.map(({ fobs }) => fobs)),
  };
}

function sums(columns: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(columns[0]?.length ?? 0);
  for (const column of columns) {
    for (let day = 0; day < sum.length; day++) sum[day] = (sum[day] ?? 0) + (column[day] ?? 0);
  }
  return sum;
}

function joined(like: Spread, spreads: readonly (Spread | undefined)[]): Spread {
  const bins = new Uint32Array(like.bins.length);
  for (const spread of spreads) {
    if (spread?.day !== like.day || spread.least !== like.least) {
      throw new RangeError('parts of a fleet that do not belong together');
    }
    for (let bin = 0; bin < bins.length; bin++)
      bins[bin] = (bins[bin] ?? 0) + (spread.bins[bin] ?? 0);
  }
  return { ...like, bins };
}

function lives(parts: readonly FobLives[]): FobLives {
  const count = parts.reduce((all, { death }) => all + death.length, 0);
  const [first] = parts;
  const whole = {
    firstFob: first?.firstFob ?? 0,
    firstUse: new Int32Array(count),
    lowBattery: new Int32Array(count),
    death: new Int32Array(count),
    retired: new Int32Array(count),
    presses: new Uint32Array(count),
    codes: new Uint32Array(count),
  };
  let at = 0;
  for (const part of parts) {
    if (part.firstFob !== whole.firstFob + at) throw new RangeError('fobs of a fleet are missing');
    whole.firstUse.set(part.firstUse, at);
    whole.lowBattery.set(part.lowBattery, at);
    whole.death.set(part.death, at);
    whole.retired.set(part.retired, at);
    whole.presses.set(part.presses, at);
    whole.codes.set(part.codes, at);
    at += part.death.length;
  }
  return whole;
}
