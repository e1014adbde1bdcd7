import { addJsonOption } from '../device/device-options.ts';
import type { Define, JsonOption } from '../program/cli.ts';
import { usage } from '../program/cli-error.ts';
import {
  type FobType,
  isTokenProfile,
  profiles,
  type TokenProfile,
  tokenProfiles,
} from '@fobkit/emulator';
import { table } from '../terminal/table.ts';

const HELP = `
Start one with fob sim up --profile NAME. LABEL is a serial label that
fits. With a name, --json prints that one whole and indented, as --profile-file
takes it.

Examples:
  $ fob profiles
  $ fob profiles sid700 --json`;

const types: readonly FobType[] = [...profiles, ...tokenProfiles];

export const define: Define = (command, cli) => {
  addJsonOption(command)
    .argument('[name]', 'only this fob type')
    .addHelpText('after', HELP)
    .action((name: string | undefined, options: JsonOption) => {
      if (options.json === true) {
        if (name === undefined) cli.out.json(types);
        else cli.out.print(JSON.stringify(named(name), null, 2));
      } else {
        const head = ['NAME', 'CODES', 'DIGITS', 'STEPS', 'WIRE', 'LABEL', 'WHAT IT IS'];
        const shown = name === undefined ? types : [named(name)];
        cli.out.print(table(cli.out.paint, head, shown.map(row)));
      }
    });
};

function named(name: string): FobType {
  const found = types.find((type) => type.name === name);
  if (found !== undefined) return found;
  const known = types.map((type) => type.name).join(', ');
  throw usage(`no fob type is called ${name}; there are ${known}`);
}

function row(type: FobType): readonly string[] {
  if (isTokenProfile(type)) return tokenRow(type);
  const { name, product, wire, serial, title } = type;
  const { modes, algorithms, minDigits, maxDigits, steps } = product;
  const digits = [...new Set([minDigits, maxDigits])].map(String).join('-');
  const told = steps === 'any' ? 'any' : steps.map((step) => `${String(step)} s`).join(', ');
  return [
    name,
    `${modes.join(' ')} ${algorithms.join(' ')}`,
    digits,
    modes.includes('totp') ? told : '-',
    wire,
    serial.example,
    title.en,
  ];
}

/** What a Nitrokey holds is not a matter of its type's data (docs/nitrokey.md). */
function tokenRow({ name, wire, title }: TokenProfile): readonly string[] {
  return [name, 'totp hotp SHA1', '6, 8', 'any', wire, '-', title.en];
}
