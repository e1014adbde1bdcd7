import type { Command } from 'commander';
import { wholeNumber } from '../argument/number.ts';

/** What a worker on a queue takes. */
export interface WorkerOptions {
  readonly queue: string;
  readonly workers?: number;
}

const MOST_WORKERS = 256;

/** `run`: the command that puts the work there, as `fob fleet run`. */
export function addWorkerOptions(command: Command, run: string): Command {
  return command
    .requiredOption('--queue <url>', `a PostgreSQL database, as ${run} --queue has it`)
    .option(
      '-w, --workers <n>',
      'threads; as many as processors if absent',
      wholeNumber(1, MOST_WORKERS),
    );
}
