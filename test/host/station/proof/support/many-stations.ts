import { toHex } from '@fobkit/protocol';
import { FobFarm } from '../../../../../host/emulator/farm/fob-farm.ts';
import { drawFobs } from '../../../../../host/emulator/farm/fob-wish.ts';
import { systemWay } from '../../../../../host/emulator/farm/way.ts';
import { BATCH_KEY, makeLot, newLot, VAULT_KEY } from './made-lot.ts';
import { faultsOf } from './prove.ts';
import { type StationEnd, StationProcess } from './station-process.ts';

export interface ManyStations {
  readonly address: string;
  readonly stations: number;
  readonly portsEach: number;
  readonly fobs: number;
}

export interface ManyStationsEnd {
  readonly ends: readonly StationEnd[];
  /** How many fobs were done when the first station was killed. */
  readonly doneAtKill: number;
  readonly faults: readonly string[];
}

/**
 * Stations in processes of their own on one lot. The first one is killed when half of the lot is
 * made; its fobs are taken to the others.
 */
export async function manyStations(work: ManyStations): Promise<ManyStationsEnd> {
  const { address, stations, portsEach, fobs } = work;
  const lot = await makeLot(address, newLot(fobs));
  const farm = new FobFarm({
    wishes: drawFobs({ seed: 31, good: fobs }),
    batchKey: BATCH_KEY,
    seed: 32,
    way: systemWay('tcp'),
  });
  const keys = { vaultKey: toHex(VAULT_KEY), batchKey: toHex(BATCH_KEY) };
  // Short leases: what the dead station had begun is soon for the others.
  const order = { ...keys, address, lot, ttlMs: 3000, heartbeatMs: 500 };
  const processes = Array.from({ length: stations }, () => new StationProcess());
  let done = 0;
  let doneAtKill = 0;
  const ends = await Promise.all(
    processes.map(async (station, at) => {
      const bench = farm.bench(`${String(at + 1)}-1`, portsEach);
      const end = await station.run({ ...order, station: `line-${String(at)}` }, bench, (event) => {
        if (event.kind !== 'ended' || event.end !== 'done') return;
        done++;
        if (doneAtKill > 0 || done < fobs / 2) return;
        doneAtKill = done;
        processes[0]?.kill();
      });
      await bench.leave();
      return end;
    }),
  );
  await farm.close();
  const proof = { vaultKey: VAULT_KEY, batchKey: BATCH_KEY, address, lot };
  const printed = ends.flatMap((end) => end.printed);
  const faults = await faultsOf({ ...proof, fobs: farm.fobs, printed, complete: true });
  return { ends, doneAtKill, faults };
}
