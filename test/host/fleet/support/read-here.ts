import { type FleetFileEnv, FleetFileError, type FleetPlan, readFleetFile } from '@fobkit/fleet';
import { fileEnv } from './file-env.ts';

/** The least that a file says. */
export const SMALL = `fleet: small
fobs: 10
time: 5 years
profile: shinkin-hardware
policy: ask-1020
`;

export function read(text: string, env: FleetFileEnv = fileEnv): FleetPlan {
  return readFleetFile(text, 'a.yaml', env);
}

/** What is wrong with a file, a line each. */
export function faultsOf(text: string, env: FleetFileEnv = fileEnv): readonly string[] {
  try {
    read(text, env);
  } catch (error) {
    if (error instanceof FleetFileError) return error.message.split('\n');
    throw error;
  }
  return [];
}
