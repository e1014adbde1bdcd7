import { readFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { beforeAll, describe, expect, it } from 'vitest';
import { topLevelHelp } from '../../../host/cli/help/top-level.ts';
import { VERSION } from '../../../host/cli/help/version.ts';
import type { Cli } from '../../../host/cli/program/cli.ts';
import { buildProgram } from '../../../host/cli/program/program.ts';
import { Output } from '../../../host/cli/terminal/output.ts';

const HOME = fileURLToPath(new URL('../../../host/cli/', import.meta.url));

const cli: Cli = {
  out: new Output(new PassThrough(), new PassThrough()),
  stdin: new PassThrough(),
  signal: new AbortController().signal,
  endWith: () => undefined,
};

/** All that `--help` prints of a command. */
function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part) }).outputHelp();
  return text;
}

function leavesOf(command: Command): readonly Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leavesOf);
}

let program: Command;
beforeAll(async () => {
  program = await buildProgram(cli, 'all');
});

describe('the help that lies ready', () => {
  it('is what the parser would print', async () => {
    const text = helpOf(await buildProgram(cli, []));
    // `npx vitest run test/host/cli/help.test.ts -u` writes it anew.
    const module = `/** What the parser prints for \`fob --help\`; test/host/cli/help.test.ts writes it. */
export const topLevelHelp = \`${text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}\`;
`;
    await expect(module).toMatchFileSnapshot(`${HOME}help/top-level.ts`);
    expect(topLevelHelp).toBe(text);
  });

  it('has the version of the package', () => {
    const manifest = JSON.parse(readFileSync(`${HOME}package.json`, 'utf8')) as { version: string };
    expect(VERSION).toBe(manifest.version);
  });
});

describe('the help of each command', () => {
  it('says what it does and shows examples, or lists its subcommands', () => {
    for (const leaf of leavesOf(program)) {
      expect(leaf.description(), leaf.name()).not.toBe('');
      if (leaf.name() !== 'demo') expect(helpOf(leaf), leaf.name()).toContain('Examples:\n  $ ');
    }
  });

  it('fits into 80 columns', () => {
    const wide = leavesOf(program).flatMap((leaf) =>
      helpOf(leaf)
        .split('\n')
        .filter((line) => line.length > 80),
    );
    expect(wide).toEqual([]);
  });

  it('every command that tells results tells them as JSON too', () => {
    const without = leavesOf(program)
      .filter((leaf) => !leaf.options.some(({ long }) => long === '--json'))
      .map((leaf) => leaf.name());
    expect(without).toEqual(['worker', 'openapi', 'demo', 'completion']);
  });
});
