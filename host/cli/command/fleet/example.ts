import { exampleFleets } from '@fobkit/fleet';
import { EXAMPLE, fleetText } from '../../fleet/fleet-text.ts';
import type { Define } from '../../program/cli.ts';

const HELP = `
Without a name it lists the fleets that come with fobkit; with one it prints the
file, to begin one's own with.

Examples:
  $ fob fleet example
  $ fob fleet example manual-1020 > fleet.yaml`;

export const define: Define = (command, cli) => {
  command
    .argument('[name]', 'which one to print')
    .addHelpText('after', HELP)
    .action(async (name?: string) => {
      if (name !== undefined) {
        const { text } = await fleetText(cli, `${EXAMPLE}${name}`);
        cli.out.print(text.trimEnd());
        return;
      }
      for (const { name: one, text } of await exampleFleets()) {
        const title = /^title: (.*)$/m.exec(text)?.[1] ?? '';
        cli.out.print(`${one}  ${title}`);
      }
    });
};
