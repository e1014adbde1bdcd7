import { Secret } from '@fobkit/client';
import type { Cli } from '../program/cli.ts';
import { usage } from '../program/cli-error.ts';
import { readInput } from './read-input.ts';

/**
 * A PIN from a file, or from standard input (`-`): its first line, without its end.
 *
 * @param what Names it in errors: `the admin PIN`.
 */
export async function readPin(cli: Cli, file: string, what: string): Promise<Secret> {
  const text = await readInput(cli, file, what);
  const [line = '', rest = '', ...more] = text.split(/\r?\n/);
  if (line === '') throw usage(`${what}: there is none; the first line is empty`);
  if (rest !== '' || more.length > 0) throw usage(`${what}: more than one line; one is wanted`);
  const bytes = new TextEncoder().encode(line);
  const secret = new Secret(bytes);
  bytes.fill(0);
  return secret;
}
