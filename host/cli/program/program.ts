import { Command, type Help } from 'commander';
import { VERSION } from '../help/version.ts';
import type { Cli, Entry } from './cli.ts';
import { entries } from './entries/entries.ts';

/** Help has the same width everywhere, so that the text kept ready is what any terminal gets. */
const HELP_WIDTH = 80;

const EPILOGUE = `
Examples:
  $ fob sim up --profile generic --pty
  $ fob provision --generate --out token.uri --serial FOB-1 --purpose test
  $ fob code
  $ fob verify "$(fob code)" --uri token.uri
  $ fob sim advance 30d

A fob is found by itself when there is only one; --device serial:/dev/ttyACM0,
--device tcp:HOST:PORT or --device sim:DEVICEID names another, nitrokey: a token
one can buy, person: a fob without a wire.
fob COMMAND --help tells more; the manual is docs/cli.md.`;

/**
 * The parser of the command line. Only the commands on the way to what `words` name are loaded;
 * all of them when it is `all`.
 */
export async function buildProgram(cli: Cli, words: readonly string[] | 'all'): Promise<Command> {
  const program = new Command('fob')
    .description('Provision, read, verify and break key fobs, emulated or real.')
    .version(VERSION, '-v, --version', 'tell the version')
    .addHelpText('after', EPILOGUE);
  settle(program);
  await addEntries(program, cli, { entries, words });
  return program;
}

interface Branch {
  readonly entries: readonly Entry[];
  readonly words: readonly string[] | 'all';
}

async function addEntries(parent: Command, cli: Cli, branch: Branch): Promise<void> {
  const { words } = branch;
  const named = words === 'all' ? undefined : wantedName(branch.entries, words);
  for (const entry of branch.entries) {
    const isDefault = entry.isDefault === true;
    const command = parent.command(entry.name, { isDefault }).summary(entry.summary);
    settle(command);
    command.description(sentence(entry.summary));
    if (entry.group !== undefined) command.helpGroup(entry.group);
    if (words !== 'all' && entry.name !== named) continue;
    if (entry.load !== undefined) {
      (await entry.load()).define(command, cli, () => buildProgram(cli, 'all'));
    }
    if (entry.entries !== undefined) {
      const rest = words === 'all' ? words : words.slice(words.indexOf(entry.name) + 1);
      await addEntries(command, cli, { entries: entry.entries, words: rest });
    }
  }
}

function wantedName(branch: readonly Entry[], words: readonly string[]): string | undefined {
  const first = words.find((word) => !word.startsWith('-'));
  const named = branch.find(({ name }) => name === first);
  return (named ?? branch.find(({ isDefault }) => isDefault === true))?.name;
}

function settle(command: Command): void {
  command
    .helpOption('-h, --help', 'tell more')
    .helpCommand(false)
    .configureHelp({ helpWidth: HELP_WIDTH, subcommandTerm, showGlobalOptions: false })
    .configureOutput({ outputError: () => undefined })
    .exitOverride();
}

/** Only the name: each command says its arguments in its own help. */
function subcommandTerm(this: Help, command: Command): string {
  return command.name();
}

function sentence(summary: string): string {
  return `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;
}
