import { askHidden } from '../input/ask-hidden.ts';
import { readInput } from '../input/read-input.ts';
import type { Cli } from '../program/cli.ts';
import { usage } from '../program/cli-error.ts';

/** The first line of a file or of standard input (`-`), without its end. */
export async function secretLine(cli: Cli, file: string, what: string): Promise<string> {
  const text = await readInput(cli, file, what);
  const [line = '', ...more] = text.split(/\r?\n/);
  if (line === '') throw usage(`${what}: there is none; the first line of ${file} is empty`);
  if (more.some((rest) => rest !== '')) throw usage(`${what}: more than one line in ${file}`);
  return line;
}

/** Asks twice, so that a slip of the finger locks nobody out. */
export async function newSecretLine(cli: Cli, what: string): Promise<string> {
  if (cli.stdin.isTTY !== true)
    throw usage(`${what}: nobody can be asked; name a file that has it`);
  const first = await askHidden(cli, `${what}: `);
  const second = await askHidden(cli, `${what}, once more: `);
  if (first === undefined || first === '') throw usage(`${what}: none was given`);
  if (first !== second) throw usage(`${what}: the two are not the same; nothing was changed`);
  return first;
}
