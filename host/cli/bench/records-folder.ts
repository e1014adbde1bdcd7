import { join } from 'node:path';
import { makeStateFolder, stateFolder } from '@fobkit/emulator/sims';

/** Where records of runs lie unless told otherwise: in the state folder of the user. */
export function recordsFolder(): string {
  return join(benchState(), 'records');
}

/** Where what failing runs leave behind lies, unless told otherwise. */
export function bundlesFolder(): string {
  return join(benchState(), 'bundles');
}

function benchState(): string {
  const state = stateFolder();
  makeStateFolder(state);
  return join(state.path, 'bench');
}
