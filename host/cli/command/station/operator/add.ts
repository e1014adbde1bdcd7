import { type OperatorRole, passwordOf } from '@fobkit/station';
import { Option } from 'commander';
import type { Cli, Define } from '../../../program/cli.ts';
import {
  addStationOptions,
  type StationOptions,
  withStation,
} from '../../../station/open-station.ts';
import { operatorOf } from '../../../station/session.ts';
import { newSecretLine, secretLine } from '../../../store/secret-line.ts';

const HELP = `
An operator works at stations; a supervisor also plans lots, takes seeds in and
out, and says who works here. The password is asked for twice, or comes from a
file.

Examples:
  $ fob station operator add tanaka
  $ fob station operator add suzuki --role supervisor --password-file suzuki.txt`;

interface AddOptions extends StationOptions {
  readonly role: OperatorRole;
  readonly passwordFile?: string;
}

export const define: Define = (command, cli) => {
  addStationOptions(command.argument('<name>', 'who'))
    .addOption(
      new Option('--role <role>', 'what they may do')
        .choices(['operator', 'supervisor'])
        .default('operator'),
    )
    .option('--password-file <file>', 'has the password; - for standard input')
    .addHelpText('after', HELP)
    .action(async (name: string, options: AddOptions) => {
      await add(cli, name, options);
    });
};

async function add(cli: Cli, name: string, options: AddOptions): Promise<void> {
  await withStation(cli, options, async (station) => {
    const { registry, words, json } = station;
    const by = await operatorOf(station, 'operators');
    const { role, passwordFile } = options;
    const text =
      passwordFile === undefined
        ? await newSecretLine(cli, `Password of ${name}`)
        : await secretLine(cli, passwordFile, `the password of ${name}`);
    await registry.operators.add({ name, role, password: passwordOf(text) }, by);
    const { operatorAdded, roles } = words.commands;
    if (json) cli.out.json({ name, role, createdBy: by });
    else cli.out.print(operatorAdded(name, roles[role]));
  });
}
