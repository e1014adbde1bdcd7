import { exampleFleets } from '@fobkit/fleet';
import { addJsonOption } from '../../device/device-options.ts';
import { EXAMPLE, fleetText } from '../../fleet/fleet-text.ts';
import type { Cli, Define, JsonOption } from '../../program/cli.ts';
import { facts } from '../../terminal/facts.ts';

const HELP = `
Without a name it lists the fleets that come with fobkit; with one it prints the
file, to begin one's own with.

Examples:
  $ fob fleet example
  $ fob fleet example manual-1020 > fleet.yaml`;

export const define: Define = (command, cli) => {
  addJsonOption(command)
    .argument('[name]', 'which one to print')
    .addHelpText('after', HELP)
    .action(async (name: string | undefined, { json }: JsonOption) => {
      if (name === undefined) {
        await list(cli, json === true);
        return;
      }
      const { text: whole } = await fleetText(cli, `${EXAMPLE}${name}`);
      // An editor finds the schema by its path from the package; a copy is elsewhere.
      const text = whole.replace(/^# yaml-language-server:.*\n/, '');
      if (json === true) cli.out.json({ name, text });
      else cli.out.print(text.trimEnd());
    });
};

async function list(cli: Cli, json: boolean): Promise<void> {
  const fleets = (await exampleFleets()).map(({ name, text }) => ({
    name,
    title: /^title: (.*)$/m.exec(text)?.[1] ?? '',
  }));
  if (json) cli.out.json(fleets);
  else cli.out.print(facts(fleets.map(({ name, title }) => [name, title])));
}
