import { Secret } from '@fobkit/protocol';
import type { LotCounts } from '../../../../host/station/lot/lot.ts';
import type { Golden } from '../../../../host/station/qualify/qualify-station.ts';
import type { Registry } from '../../../../host/station/registry/open-registry.ts';
import type { WorkStore } from '../../../../host/station/run/work-store.ts';
import { lotParameters } from '../../../../host/station/unit/lot-parameters.ts';
import type { Unit } from '../../../../host/station/unit/unit.ts';
import type { MemoryRegistry } from './memory-registry.ts';

/** What a test asks of a registry, whichever it is. */
export interface Books {
  /** For another run of the station, which takes over what the one before had. */
  work(): WorkStore;
  counts(): Promise<LotCounts>;
  units(): Promise<readonly Unit[]>;
  /** What a done fob proves itself by. */
  secretsOf(deviceId: string): Promise<Golden | undefined>;
}

export function memoryBooks(registry: MemoryRegistry): Books {
  return {
    work: () => registry.work(),
    counts: () => Promise.resolve(registry.counts),
    units: () => Promise.resolve(registry.rows.map(({ unit }) => unit)),
    secretsOf: (deviceId) => {
      const row = registry.rows.find(({ unit }) => unit.deviceId === deviceId);
      if (row?.unit.state !== 'done') return Promise.resolve(undefined);
      const { serialLabel } = row.unit;
      return Promise.resolve({
        serialLabel,
        parameters: lotParameters(registry.lot, serialLabel),
        seed: new Secret(row.seed),
        transportKey: new Secret(row.transportKey ?? new Uint8Array(32)),
      });
    },
  };
}

export function registryBooks(registry: Registry, lot: string): Books {
  return {
    work: () => registry.work(lot),
    counts: () => registry.lots.counts(lot),
    units: () => registry.units.list({ lot }),
    secretsOf: async (deviceId) => {
      const unit = await registry.units.find({ deviceId });
      if (unit?.state !== 'done') return undefined;
      await registry.stations.addGolden({ deviceId }, 'Mori');
      return await registry.stations.golden(deviceId);
    },
  };
}
