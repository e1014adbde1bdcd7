import { randomBytes } from 'node:crypto';
import { nodeClock } from '@fobkit/client/node';
import { Secret } from '@fobkit/protocol';
import type { RegistryOptions } from '@fobkit/station';
import type { VaultKey } from '@fobkit/store';

export { by, chip, claimOf, facts, make, newLot, open } from '../../registry/support.ts';

export function keyOf(byte: number): VaultKey {
  return { kind: 'key-file', key: new Secret(new Uint8Array(32).fill(byte)) };
}

/** Those of `open`. */
export function optionsOf(address: string, keyByte = 7): RegistryOptions {
  return {
    address,
    key: keyOf(keyByte),
    station: 'line-1',
    clock: nodeClock,
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
  };
}
