import { Secret } from '@fobkit/client';
import { nodeEnv } from '@fobkit/client/node';
import { type NewLot, openRegistry, type Registry, type RegistryOptions } from '@fobkit/station';

export const VAULT_KEY = Uint8Array.from({ length: 32 }, (_, at) => at);
export const BATCH_KEY = Uint8Array.from({ length: 32 }, (_, at) => 0xff - at);

export function benchRegistry(
  address: string,
  options: Pick<RegistryOptions, 'sync'> = {},
): Promise<Registry> {
  const key = { kind: 'key-file', key: new Secret(VAULT_KEY) } as const;
  return openRegistry({ ...nodeEnv, ...options, address, key, station: 'bench', create: true });
}

export function benchLot(planned: number): NewLot {
  return {
    name: 'bench',
    profile: 'generic',
    model: 'generic',
    planned,
    purpose: 'test',
    serials: { kind: 'counter', prefix: 'FOB-', digits: 6, first: 1, check: 'none' },
    parameters: { mode: 'totp', algorithm: 'SHA1', digits: 6, stepSeconds: 30, t0: 0 },
    codeCheck: 'read',
    seeds: { kind: 'generate' },
  };
}
