import { availableParallelism } from 'node:os';
import { MOST_DAYS, MOST_FOBS } from '@fobkit/fleet';
import type { Command } from 'commander';
import { wholeNumber } from '../argument/number.ts';
import { addJsonOption } from '../device/device-options.ts';
import type { JsonOption } from '../program/cli.ts';
import { usage } from '../program/cli-error.ts';

/** What every run of a fleet takes. */
export interface FleetOptions extends JsonOption {
  readonly fobs?: number;
  readonly days?: number;
  readonly seed?: number;
  readonly codes?: boolean;
  readonly workers?: number;
  readonly queue?: string;
}

const MOST_WORKERS = 256;

export function addFleetOptions(command: Command): Command {
  refuseBoth(command);
  return addJsonOption(command)
    .option(
      '--fobs <n>',
      'so many fobs: a sample of the file’s, or more of the same kind; guessers in proportion',
      wholeNumber(1, MOST_FOBS),
    )
    .option(
      '--days <n>',
      'simulate so many days, whatever the file says',
      wholeNumber(1, MOST_DAYS),
    )
    .option(
      '--seed <n>',
      'draw fobs and owners anew; the same seed, the same result',
      wholeNumber(0, 0xffff_ffff),
    )
    .option('--codes', 'compute and verify every code, whatever the file says')
    .option('--no-codes', 'take a code as right for its step, several times faster')
    .option(
      '-w, --workers <n>',
      'threads of this process; as many as processors if absent, with --queue none',
      wholeNumber(0, MOST_WORKERS),
    )
    .option(
      '--queue <url>',
      'share the work by a PostgreSQL database; fob fleet worker takes part',
    );
}

/** The parser would take the last of the two. */
function refuseBoth(command: Command): void {
  const given = new Set<string>();
  for (const word of ['codes', 'no-codes']) {
    command.on(`option:${word}`, () => {
      if (given.add(word).size > 1) throw usage('--codes or --no-codes, not both');
    });
  }
}

/** How many threads of this process work. Throws a `CliError` when nobody would. */
export function threadsOf({ workers, queue }: FleetOptions): number {
  if (queue === undefined && workers === 0) {
    throw usage('--workers 0 goes with --queue: somebody has to do the work');
  }
  return workers ?? (queue === undefined ? availableParallelism() : 0);
}
