import { nodeEnv } from '@fobkit/client/node';
import { Secret } from '@fobkit/protocol';
import type { NewLot } from '../../../../../host/station/registry/new-lot.ts';
import {
  openRegistry,
  type Registry,
  type RegistryOptions,
} from '../../../../../host/station/registry/open-registry.ts';

/** What every process of a proof has to know. */
export const VAULT_KEY = Uint8Array.from({ length: 32 }, (_, at) => 0x40 + at);
export const BATCH_KEY = Uint8Array.from({ length: 32 }, (_, at) => 0x80 ^ at);

/** The registry at an address as the station `line-1` sees it; made where there is none. */
export function registryAt(
  address: string,
  changes: Partial<RegistryOptions> = {},
): Promise<Registry> {
  const key = { kind: 'key-file', key: new Secret(VAULT_KEY) } as const;
  return openRegistry({ ...nodeEnv, address, key, station: 'line-1', create: true, ...changes });
}

/** A lot of TOTP fobs whose codes are read. */
export function newLot(planned: number, changes: Partial<NewLot> = {}): NewLot {
  return {
    name: 'proof',
    profile: 'generic',
    model: 'generic',
    planned,
    purpose: 'test',
    serials: { kind: 'counter', prefix: 'FOB-', digits: 6, first: 1, check: 'none' },
    parameters: { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 30, t0: 0 },
    codeCheck: 'read',
    seeds: { kind: 'generate' },
    ...changes,
  };
}

/** Makes a lot in a registry of its own, and gives its id. */
export async function makeLot(address: string, lot: NewLot): Promise<string> {
  const registry = await registryAt(address, { station: 'office' });
  try {
    return (await registry.lots.create(lot, 'tester')).id;
  } finally {
    await registry.close();
  }
}
