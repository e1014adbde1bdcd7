import { FleetFileError, type FleetOrder, type FleetPlan, LIFE_BYTES, planOf } from '@fobkit/fleet';
import type { Cli } from '../program/cli.ts';
import { usage } from '../program/cli-error.ts';
import { fleetEnv } from './fleet-env.ts';
import type { FleetOptions } from './fleet-options.ts';
import { fleetText } from './fleet-text.ts';

/** A run that can begin: its file was read whole, and nothing is wrong with it. */
export interface ReadyFleet {
  readonly plan: FleetPlan;
  /** A run of the plan's fleet under these policies, as they stand in a file. */
  readonly order: (policies: readonly unknown[]) => FleetOrder;
}

/** Reads a fleet file, or an example. Throws a `CliError` with every fault by line and column. */
export async function prepareFleet(
  cli: Cli,
  word: string,
  { fobs, days, seed, codes }: FleetOptions,
): Promise<ReadyFleet> {
  const file = await fleetText(cli, word);
  const change = {
    ...(fobs === undefined ? {} : { fobs }),
    ...(days === undefined ? {} : { days }),
    ...(seed === undefined ? {} : { seed }),
    ...(codes === undefined ? {} : { computesCodes: codes }),
  };
  try {
    const plan = planOf({ file, change }, { ...fleetEnv, memory });
    return {
      plan,
      order: (policies) => ({ file, change, fobs: plan.spec.fobs, policies: [...policies] }),
    };
  } catch (error) {
    if (error instanceof FleetFileError) throw usage(error.message, { cause: error });
    throw error;
  }
}

/** A part of the fleet is small; what became of each fob is kept to the end. */
function memory(): { readonly perFob: number; readonly bytes: number } {
  return { perFob: LIFE_BYTES, bytes: process.availableMemory() / 2 };
}
