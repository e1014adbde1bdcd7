import { join } from 'node:path';
import { makeStateFolder, stateFolder } from '@fobkit/emulator/sims';

/** Where records of runs lie unless told otherwise: in the state folder of the user. */
export function recordsFolder(): string {
  return join(benchFolder(), 'records');
}

/** Where what failing runs leave behind lies, unless told otherwise. */
export function bundlesFolder(): string {
  return join(benchFolder(), 'bundles');
}

/** What benches keep in the state folder of the user. */
export function benchFolder(): string {
  const state = stateFolder();
  makeStateFolder(state);
  return join(state.path, 'bench');
}
