import { addJsonOption } from '../device/device-options.ts';
import type { Define, JsonOption } from '../program/cli.ts';
import { type Profile, profiles } from '@fobkit/emulator';
import { table } from '../terminal/table.ts';

const HELP = `
Start one with fob sim up --profile NAME. --json prints them whole, as
--profile-file takes them.

Examples:
  $ fob profiles
  $ fob profiles --json`;

export const define: Define = (command, cli) => {
  addJsonOption(command)
    .addHelpText('after', HELP)
    .action((options: JsonOption) => {
      if (options.json === true) cli.out.json(profiles);
      else {
        const head = ['NAME', 'CODES', 'DIGITS', 'STEPS', 'WIRE', 'WHAT IT IS'];
        cli.out.print(table(cli.out.paint, head, profiles.map(row)));
      }
    });
};

function row({ name, product, wire, title }: Profile): readonly string[] {
  const { modes, algorithms, minDigits, maxDigits, steps } = product;
  const digits = [...new Set([minDigits, maxDigits])].map(String).join('-');
  const told = steps === 'any' ? 'any' : steps.map((step) => `${String(step)} s`).join(', ');
  return [
    name,
    `${modes.join(' ')} ${algorithms.join(' ')}`,
    digits,
    modes.includes('totp') ? told : '-',
    wire,
    title.en,
  ];
}
