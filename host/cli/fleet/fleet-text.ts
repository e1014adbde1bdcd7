import { exampleFleets } from '@fobkit/fleet';
import type { FleetOrder } from '@fobkit/fleet';
import { nearestOf } from '@fobkit/store/yaml';
import { readInput } from '../input/read-input.ts';
import type { Cli } from '../program/cli.ts';
import { usage } from '../program/cli-error.ts';

/** Names a fleet that comes with fobkit. */
export const EXAMPLE = 'example:';

/** The text of a fleet file: of a path, of `-`, or of `example:NAME`. Throws a `CliError`. */
export async function fleetText(cli: Cli, word: string): Promise<FleetOrder['file']> {
  if (!word.startsWith(EXAMPLE)) {
    return { name: word, text: await readInput(cli, word, 'the fleet') };
  }
  const examples = await exampleFleets();
  const found = examples.find(({ name }) => `${EXAMPLE}${name}` === word);
  if (found !== undefined) return { name: word, text: found.text };
  const names = examples.map(({ name }) => name);
  const near = nearestOf(word.slice(EXAMPLE.length), names);
  const hint = near === undefined ? '' : `; did you mean ${EXAMPLE}${near}?`;
  throw usage(`${word}: there is no such example: ${names.join(', ')}${hint}`);
}
