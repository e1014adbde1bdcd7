import { toHex } from '@fobkit/protocol';
import { CORTEX_M0, drawFobs, FobFarm, instantLine, systemWay } from '@fobkit/emulator';
import { StationProcess } from '../../host/station/proof/support/station-process.ts';
import { Postgres } from '../../support/postgres.ts';
import { type BenchTable, median } from '../harness.ts';
import { lotOnServer } from './postgres-lot.ts';
import { BATCH_KEY, VAULT_KEY } from './bench-lot.ts';

const STATIONS = [1, 2, 4];
const PORTS = 4;
const VISITS = 8;
const ROUNDS = 3;

/** Fobs an hour of stations in processes of their own, on one PostgreSQL with fsync. */
export async function benchManyStations(): Promise<BenchTable> {
  const server = await Postgres.start(true);
  const rates = new Map<number, number[]>(STATIONS.map((stations) => [stations, []]));
  try {
    for (let round = 0; round < ROUNDS; round++) {
      for (const [stations, found] of rates) found.push(await rate(server, stations));
    }
  } finally {
    await server.close();
  }
  const one = median(rates.get(1) ?? []);
  return {
    title: 'Stations on one PostgreSQL: fobs an hour, the fobs’ work charged',
    columns: ['stations', 'ports', 'fobs/h', '× one'],
    rows: [...rates].map(([stations, found]) => [
      stations,
      stations * PORTS,
      median(found).toFixed(0),
      (median(found) / one).toFixed(2),
    ]),
    notes: [
      `Medians of ${ROUNDS} interleaved rounds, ${PORTS} ports a station. Each station is a process; all fobs are in one`,
      'other, on TCP, beside the server: on two cores four stations share what there is.',
    ],
  };
}

async function rate(server: Postgres, stations: number): Promise<number> {
  const fobs = stations * PORTS * VISITS;
  const { address, lot } = await lotOnServer(server, fobs);
  const farm = new FobFarm({
    wishes: drawFobs({ seed: 1, good: fobs }),
    batchKey: BATCH_KEY,
    seed: 2,
    way: systemWay('tcp', instantLine),
    work: CORTEX_M0,
  });
  const order = { address, lot, vaultKey: toHex(VAULT_KEY), batchKey: toHex(BATCH_KEY) };
  let begin = Infinity;
  let end = 0;
  let done = 0;
  const processes = Array.from({ length: stations }, () => new StationProcess(true));
  await Promise.all(
    processes.map(async (station, at) => {
      const bench = farm.bench(`${String(at + 1)}-1`, PORTS);
      const mine = { ...order, heartbeatMs: 500, station: `line-${String(at)}` };
      const { stderr } = await station.run(mine, bench, (event) => {
        if (event.kind === 'arrived') begin = Math.min(begin, performance.now());
        if (event.kind !== 'ended' || event.end !== 'done') return;
        end = performance.now();
        done++;
      });
      if (stderr !== '') throw new Error(stderr);
    }),
  );
  await farm.close();
  if (done !== fobs) throw new Error(`${done} of ${fobs} fobs were done`);
  return (fobs * 3_600_000) / (end - begin);
}
