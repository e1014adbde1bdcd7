import { type Cli } from '../program/cli.ts';
import { askLine } from '../input/ask-line.ts';
import { RigError } from '@fobkit/client';

/** Whoever stands at the fob. */
export interface Hand {
  /** Asks for something to be done; resolves when it is said to be. */
  asked(what: string): Promise<void>;
  /** What the LCD shows, typed; undefined when it is dark. */
  typed(): Promise<string | undefined>;
}

/** The person at the terminal; undefined when nobody is there. */
export function handOf(cli: Cli): Hand | undefined {
  if (cli.stdin.isTTY !== true) return undefined;
  return {
    async asked(what) {
      const line = await askLine(cli, `${what}, then press Enter (n: it cannot be done): `);
      if (line?.trim() === '') return;
      throw new RigError(
        'unproven',
        `${what}: the person at the terminal said that it is not done`,
      );
    },
    async typed() {
      const line = await askLine(cli, 'Type what the LCD shows (-: it is dark): ');
      if (line === undefined) throw new RigError('unproven', 'nobody typed what the LCD shows');
      return line.trim() === '-' || line.trim() === '' ? undefined : line.trim();
    },
  };
}
