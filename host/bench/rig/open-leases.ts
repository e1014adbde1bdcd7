import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Leases } from '@fobkit/store';
import type { BenchEnv } from '../instrument/bench-env.ts';

/** The leases of this machine's instruments, in the folder that all runs of the user share. */
export function openLeases({ env, stateFolder }: { env: BenchEnv; stateFolder: string }): {
  readonly folder: string;
  readonly path: string;
  readonly store: Leases;
} {
  const folder = join(stateFolder, 'bench');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'leases.db');
  return { folder, path, store: new Leases({ path, clock: env.host.clock }) };
}
