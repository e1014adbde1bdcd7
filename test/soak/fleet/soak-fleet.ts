import { isDeepStrictEqual } from 'node:util';
import { machineLine } from '../../bench/machine.ts';
import {
  coldFleet,
  countingFleet,
  crookedFleet,
  restingFleet,
  usualFleet,
} from '../../firmware-sim/fleet/support/proof-fleets.ts';
import { fleetLifetime, wholeLifetime } from '../../firmware-sim/fleet/support/whole-fob.ts';
import { readSoakRecord, writeSoakRecord } from '../soak-record.ts';
import type { FleetRecord } from './fleet-record.ts';

const USUAL = { name: 'usual', spec: usualFleet };
/** Of ten fobs. */
const FLEETS = [
  ...Array.from({ length: 6 }, () => USUAL),
  { name: 'crooked', spec: crookedFleet },
  { name: 'cold', spec: coldFleet },
  { name: 'resting', spec: restingFleet },
  { name: 'counting', spec: countingFleet() },
];

/** So many fobs of fleets, each run through the whole firmware model too. */
export function soakFleet(fobs: number): boolean {
  const begin = performance.now();
  let record: FleetRecord = {
    date: new Date().toISOString().slice(0, 10),
    machine: machineLine(),
    seconds: 0,
    fobs: 0,
    days: 0,
    codes: 0,
    lowBattery: 0,
    died: 0,
    differences: [],
  };
  for (let n = 0; n < fobs; n++) {
    const { name, spec } = FLEETS[n % FLEETS.length] ?? USUAL;
    const life = fleetLifetime(spec, n);
    const isSame = isDeepStrictEqual(wholeLifetime(spec, n), life);
    record = {
      ...record,
      seconds: Math.round((performance.now() - begin) / 1000),
      fobs: n + 1,
      days: record.days + spec.days,
      codes: record.codes + life.codes.length,
      lowBattery: record.lowBattery + (life.lowBattery >= 0 ? 1 : 0),
      died: record.died + (life.death >= 0 ? 1 : 0),
      differences: isSame ? record.differences : [...record.differences, `${name} ${n}`],
    };
    if (n % 50 === 49 || n === fobs - 1) {
      writeSoakRecord({ ...readSoakRecord(), fleet: record });
      const different = record.differences.length;
      console.log(
        `${record.seconds} s  fleet: ${n + 1} of ${fobs} fobs, ${different} not the same`,
      );
    }
  }
  return record.differences.length === 0;
}
