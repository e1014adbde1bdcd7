import { createInterface } from 'node:readline/promises';
import type { Cli } from '../program/cli.ts';
import { usage } from '../program/cli-error.ts';

/** Lets a person say yes; where there is none, `--yes` must have said it. */
export async function confirm(cli: Cli, question: string): Promise<boolean> {
  if (cli.stdin.isTTY !== true) throw usage(`${question} Say so with --yes; nobody can be asked.`);
  const dialogue = createInterface({ input: cli.stdin, output: cli.out.notes });
  try {
    const answer = await dialogue.question(`${question} [y/N] `, { signal: cli.signal });
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    dialogue.close();
  }
}
