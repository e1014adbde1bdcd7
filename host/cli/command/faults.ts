import { addJsonOption } from '../device/device-options.ts';
import type { Define, JsonOption } from '../program/cli.ts';
import { usage } from '../program/cli-error.ts';
import { describeFaults } from '@fobkit/emulator';
import { table } from '../terminal/table.ts';

const HELP = `
Arm one with fob sim fault KIND ARGUMENTS; docs/faults.md tells each in full.

Examples:
  $ fob faults
  $ fob faults --layer flash --json`;

interface FaultsOptions extends JsonOption {
  readonly layer?: string;
}

export const define: Define = (command, cli) => {
  addJsonOption(command)
    .option('--layer <layer>', 'only those of part, flash, wire, frame, reply or link')
    .addHelpText('after', HELP)
    .action(({ json, layer }: FaultsOptions) => {
      const all = describeFaults();
      const layers = [...new Set(all.map((kind) => kind.layer))];
      if (layer !== undefined && !layers.some((known) => known === layer)) {
        throw usage(`no fault has the layer ${layer}: one of ${layers.join(', ')}`);
      }
      const kinds = all.filter((kind) => layer === undefined || kind.layer === layer);
      if (json === true) {
        cli.out.json(kinds);
        return;
      }
      const rows = kinds.map((kind) => [
        kind.kind + (kind.args === '' ? '' : ` ${kind.args}`),
        kind.layer,
        kind.summary,
      ]);
      cli.out.print(table(cli.out.paint, ['FAULT', 'LAYER', 'WHAT IT DOES'], rows));
    });
};
