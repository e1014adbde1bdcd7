import { readFile } from 'node:fs/promises';
import { FleetResultError, type FleetResult, readResult } from '@fobkit/fleet';
import { usage } from '../program/cli-error.ts';
import { codeOf } from '../program/code-of.ts';

/** The result that `fob fleet run --save` wrote. Throws a `CliError` that names the file. */
export async function savedResult(file: string): Promise<FleetResult> {
  try {
    return readResult(await readFile(file, 'utf8'), file);
  } catch (error) {
    if (error instanceof FleetResultError) throw usage(error.message, { cause: error });
    const code = codeOf(error);
    if (code === undefined) throw error;
    throw usage(`${file} cannot be read (${code})`, { cause: error });
  }
}
