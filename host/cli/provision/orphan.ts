import { rm } from 'node:fs/promises';
import { ProvisionError } from '@fobkit/client';
import { CliError } from '../program/cli-error.ts';
import { failureOf } from '../program/failure.ts';

/** Words of the command line that a run which finishes another one repeats. */
interface Repeated {
  readonly serial: string;
  readonly purpose: string;
}

/**
 * What to throw when a seed was drawn and the fob was not loaded. A seed that no fob has is of no
 * use and would stand in the way of the next run: its file goes. Else the file may be the only way
 * to finish, and the error tells how.
 */
export async function withoutOrphan(
  file: string,
  { serial, purpose }: Repeated,
  error: unknown,
): Promise<unknown> {
  if (!(error instanceof ProvisionError) || error.left === 'untouched') {
    await rm(file, { force: true });
    return error;
  }
  const { exitCode, code, message } = failureOf(error);
  const words = `--uri ${file} --serial ${serial} --purpose ${purpose}`;
  const how = `The seed is in ${file}: finish with fob provision ${words}`;
  return new CliError(exitCode, code, `${message} ${how}`, { cause: error });
}
