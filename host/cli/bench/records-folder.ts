import { join } from 'node:path';
import { stateFolder } from '@fobkit/emulator/sims';

/** Where records of runs lie unless told otherwise: in the state folder of the user. */
export function recordsFolder(): string {
  return join(stateFolder().path, 'bench', 'records');
}
