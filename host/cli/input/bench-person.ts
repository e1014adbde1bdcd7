import type { BenchPerson } from '@fobkit/bench';
import type { Cli } from '../program/cli.ts';
import { askLine } from './ask-line.ts';

/** Whoever sits at the terminal; undefined where nobody does. */
export function benchPerson(cli: Cli): BenchPerson | undefined {
  if (cli.stdin.isTTY !== true) return undefined;
  return {
    async ask({ answer, picture, text, where, wrong }) {
      const { out } = cli;
      out.note('');
      out.note(`── ${where} ──`);
      out.note(picture);
      if (wrong !== undefined) out.note(wrong);
      const line = await askLine(cli, `${text}\n> `);
      // Ctrl-D, or n where only a word that it is done is wanted: it cannot be done.
      return answer === 'done' && line?.trim().toLowerCase() === 'n' ? undefined : line;
    },
  };
}
