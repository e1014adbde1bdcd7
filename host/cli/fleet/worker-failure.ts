import type { WorkerError } from '@fobkit/store/work';
import { CliError } from '../program/cli-error.ts';
import { codeOf } from '../program/code-of.ts';
import { ExitCode } from '../program/exit-code.ts';

/** What it means to whoever called fob that a thread died, or could not do its part. */
export function workerFailure(error: WorkerError): CliError {
  const [why = ''] = error.message.split('\n');
  const isMemory = codeOf(error.cause) === 'ERR_WORKER_OUT_OF_MEMORY';
  const remedy = isMemory ? '; fewer threads need less memory (--workers)' : '';
  const message = `${why}; nothing was written${remedy}`;
  return new CliError(ExitCode.Internal, 'worker', message, { cause: error });
}
