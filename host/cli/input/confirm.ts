import type { Cli } from '../program/cli.ts';
import { usage } from '../program/cli-error.ts';
import { askLine } from './ask-line.ts';

/** Lets a person say yes; where there is none, `--yes` must have said it. */
export async function confirm(cli: Cli, question: string): Promise<boolean> {
  if (cli.stdin.isTTY !== true) throw usage(`${question} Say so with --yes; nobody can be asked.`);
  const answer = await askLine(cli, `${question} [y/N] `);
  return /^y(es)?$/i.test(answer?.trim() ?? '');
}
