import {
  FleetFileError,
  type FleetOrder,
  type FleetPlan,
  grouped,
  LIFE_BYTES,
  planOf,
} from '@fobkit/fleet';
import { faultLine, fieldOf } from '@fobkit/store/yaml';
import type { Cli } from '../program/cli.ts';
import { type CliError, type FileProblem, usage } from '../program/cli-error.ts';
import { counted } from '../terminal/counted.ts';
import { fleetEnv } from './fleet-env.ts';
import type { FleetOptions } from './fleet-options.ts';
import { fleetText } from './fleet-text.ts';
import { roundedNote } from './rounded-note.ts';

/** A run that can begin: its file was read whole, and nothing is wrong with it. */
export interface ReadyFleet {
  readonly plan: FleetPlan;
  /** A run of the plan's fleet under these policies, as they stand in a file. */
  readonly order: (policies: readonly unknown[]) => FleetOrder;
}

/**
 * Reads a fleet file, or an example. `lives`: whether the fleet lives under each policy that the file
 * varies, or under its own alone. Throws a `CliError` with every fault by line and column.
 */
export async function prepareFleet(
  cli: Cli,
  word: string,
  { fobs, days, seed, codes, json }: FleetOptions,
  lives: 'once' | 'under each' = 'once',
): Promise<ReadyFleet> {
  const file = await fleetText(cli, word);
  const change = {
    ...(fobs === undefined ? {} : { fobs }),
    ...(days === undefined ? {} : { days }),
    ...(seed === undefined ? {} : { seed }),
    ...(codes === undefined ? {} : { computesCodes: codes }),
  };
  try {
    const memory = (variants: number) => memoryOf(lives === 'once' ? 1 : 1 + variants);
    const plan = planOf({ file, change }, { ...fleetEnv, memory });
    const varied = lives === 'once' ? [] : plan.variants.map(({ policy }) => policy);
    const rounded = roundedNote([plan.policy, ...varied], plan.spec.codes);
    if (rounded !== undefined) cli.out.note(rounded);
    const larger = largerNote(plan);
    if (larger !== undefined) cli.out.note(larger);
    return {
      plan,
      order: (policies) => ({ file, change, fobs: plan.spec.fobs, policies: [...policies] }),
    };
  } catch (error) {
    throw error instanceof FleetFileError ? refusal(cli, error, json === true) : error;
  }
}

/** What is done where `--fobs` asks for more than the file has. */
function largerNote({ spec: { fobs }, ofFobs = fobs }: FleetPlan): string | undefined {
  if (fobs <= ofFobs) return undefined;
  return `the file has ${grouped(ofFobs)} fobs: ${grouped(fobs)} of the same kind are run, with guessers in proportion`;
}

/** A line of each fault for a person; for a program all of them in the error, by their fields. */
function refusal({ out }: Cli, error: FleetFileError, json: boolean): CliError {
  const lines = error.faults.map(faultLine);
  const problems = error.faults.map((fault): FileProblem => {
    const { message, place } = fault;
    return { ...place, field: fieldOf(fault), message };
  });
  if (json) return usage(lines.join(' | '), { problems, cause: error });
  for (const line of lines) out.note(line);
  const what = counted(lines.length, 'problem');
  return usage(`${what} in the fleet file; nothing was begun`, { problems, cause: error });
}

/** A part of the fleet is small; what became of each fob under each policy is kept to the end. */
function memoryOf(policies: number): { readonly perFob: number; readonly bytes: number } {
  return { perFob: policies * LIFE_BYTES, bytes: process.availableMemory() / 2 };
}
