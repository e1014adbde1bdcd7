import type { FixtureScript } from '@fobkit/emulator';
import type { Cli } from '../program/cli.ts';
import { usage } from '../program/cli-error.ts';
import { readInput, shown } from './read-input.ts';

/** How instruments misbehave, from a file of YAML or JSON. @throws CliError that names the place. */
export async function readFixtureScript(cli: Cli, file: string): Promise<FixtureScript> {
  const text = await readInput(cli, file, 'the script');
  const [{ parse, YAMLError }, { parseFixtureScript }, { UsageError }] = await Promise.all([
    import('yaml'),
    import('@fobkit/emulator'),
    import('@fobkit/protocol'),
  ]);
  try {
    const data: unknown = parse(text, { maxAliasCount: 0 });
    return parseFixtureScript(data);
  } catch (error) {
    if (!(error instanceof YAMLError) && !(error instanceof UsageError)) throw error;
    throw usage(`${shown(file)}: ${error.message}`, { cause: error });
  }
}
