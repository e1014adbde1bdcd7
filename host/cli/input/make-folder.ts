import { makeFolder as makeDurably } from '@fobkit/bench';
import { usage } from '../program/cli-error.ts';
import { codeOf } from '../program/code-of.ts';

/** What the user's umask leaves of it. */
const PLAIN = 0o777;

/** Makes the folder before the work is done that is to be put there. Rejects with a `CliError`. */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await makeDurably(folder, PLAIN);
  } catch (error) {
    const code = codeOf(error) ?? 'unknown';
    throw usage(`the folder ${folder} cannot be made (${code})`, { cause: error });
  }
}
