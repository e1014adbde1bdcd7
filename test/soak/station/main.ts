import { machineLine } from '../../bench/machine.ts';
import { afterCut, recordStation } from '../../host/station/proof/power/power-cuts.ts';
import { manyStations } from '../../host/station/proof/support/many-stations.ts';
import {
  type DatabasePlace,
  PostgresPlace,
  SqlitePlace,
} from '../../host/store/support/databases.ts';
import { Prng } from '../../support/prng.ts';
import { readSoakRecord, writeSoakRecord } from '../soak-record.ts';
import { bigLot } from './big-lot.ts';
import { killRound } from './kill-round.ts';
import type { KillCounts, StationRecord } from './station-record.ts';

/** Units of the station whose disk is recorded, and how many of its power cuts are started from. */
const RECORDED_UNITS = 12;
const MOST_DISKS = 300;
const BIG_LOT = 10_000;
const SHARED_LOT = 1_000;

const NO_KILLS: KillCounts = {
  lots: 0,
  units: 0,
  kills: 0,
  cutWithIt: 0,
  pulledWithIt: 0,
  mishaps: 0,
  odd: 0,
};

const begin = performance.now();
const elapsed = (): number => Math.round((performance.now() - begin) / 1000);

/**
 * Kills stations for `minutes`, then cuts the power of recorded ones and makes big lots. The record
 * is written after each step, so that a soak that is stopped is none the less on record; `more` adds
 * to the record of the last one.
 */
export async function soakStations(minutes: number, more: boolean): Promise<boolean> {
  const before = more ? readSoakRecord().station : undefined;
  let record: StationRecord = {
    sqlite: NO_KILLS,
    postgres: NO_KILLS,
    power: { syncs: 0, disks: 0 },
    big: [],
    faults: [],
    ...before,
    date: new Date().toISOString().slice(0, 10),
    machine: machineLine(),
    seconds: before?.seconds ?? 0,
  };
  const put = (changes: Partial<StationRecord>): void => {
    record = { ...record, ...changes };
    writeSoakRecord({ ...readSoakRecord(), station: record });
  };
  const blame = (faults: readonly string[]): void => {
    for (const fault of faults) console.log(`NOT AS IT MUST BE: ${fault}`);
    if (faults.length > 0) put({ faults: [...record.faults, ...faults] });
  };
  const places = { sqlite: new SqlitePlace(), postgres: await PostgresPlace.start() };
  try {
    const until = begin + minutes * 60_000;
    const secondsBefore = record.seconds;
    await Promise.all(
      (['sqlite', 'postgres'] as const).map(async (kind) => {
        for (let round = 0; performance.now() < until; round++) {
          const lots = record[kind].lots;
          const stations = kind === 'postgres' && lots % 3 === 2 ? 2 + (lots % 2) : 1;
          const seed = 2 * lots + (kind === 'sqlite' ? 1 : 2);
          const one = await killRound(places[kind].fresh(), stations, seed);
          const was = record[kind];
          put({
            seconds: secondsBefore + elapsed(),
            [kind]: {
              lots: was.lots + 1,
              units: was.units + one.units,
              kills: was.kills + one.killedAtPlace + one.killedInTime,
              cutWithIt: was.cutWithIt + one.cutWithIt,
              pulledWithIt: was.pulledWithIt + one.pulledWithIt,
              mishaps: was.mishaps + one.mishaps,
              odd: was.odd + one.odd,
            },
          });
          const { lots: made, kills } = record[kind];
          console.log(`${elapsed()} s  ${kind}: ${made} lots, ${kills} stations killed`);
          blame(one.faults.map((fault) => `${kind}, seed ${seed}: ${fault}`));
        }
      }),
    );
    blame(await soakPower(record, put));
    blame(await soakBig(places, put));
  } finally {
    await places.sqlite.close();
    await places.postgres.close();
  }
  console.log(`stations: ${record.faults.length} faults, ${elapsed()} s`);
  return record.faults.length === 0;
}

type Put = (changes: Partial<StationRecord>) => void;

async function soakPower(record: StationRecord, put: Put): Promise<readonly string[]> {
  const dice = new Prng(record.power.disks + 1);
  const { cuts, syncs } = recordStation({ units: RECORDED_UNITS, ports: 4 }, dice);
  const faults: string[] = [];
  const wanted = Math.min(MOST_DISKS, cuts.length);
  for (let n = 0; n < wanted; n++) {
    // Spread over the whole run.
    const cut = cuts[Math.floor((n * cuts.length) / wanted)];
    if (cut === undefined) break;
    const found = await afterCut(cut, RECORDED_UNITS);
    faults.push(...found.map((fault) => `${cut.at}, ${cut.left}: ${fault}`));
    if (n % 50 === 49) console.log(`${elapsed()} s  power: ${n + 1} of ${wanted} disks`);
  }
  const { power } = record;
  put({ power: { syncs: power.syncs + syncs, disks: power.disks + wanted } });
  return faults;
}

async function soakBig(
  places: { readonly sqlite: DatabasePlace; readonly postgres: DatabasePlace },
  put: Put,
): Promise<readonly string[]> {
  const faults: string[] = [];
  const big: StationRecord['big'] = [];
  const add = (stations: number, fobs: number, since: number): void => {
    big.push({ stations, fobs, seconds: Math.round((performance.now() - since) / 1000) });
    put({ big });
    console.log(`${elapsed()} s  ${fobs} fobs by ${stations} stations`);
  };
  const one = performance.now();
  faults.push(...(await bigLot(places.sqlite.fresh(), BIG_LOT)));
  add(1, BIG_LOT, one);
  for (const stations of [2, 4]) {
    const since = performance.now();
    const address = places.postgres.fresh();
    const work = { address, stations, portsEach: 4, fobs: SHARED_LOT };
    const made = await manyStations(work);
    faults.push(...made.faults);
    if (made.ends[0]?.signal !== 'SIGKILL') faults.push(`${stations} stations: none was killed`);
    add(stations, SHARED_LOT, since);
  }
  return faults;
}
