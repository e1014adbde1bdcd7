import { Clerks } from '@fobkit/bank';
import { addBankOptions, type BankOptions, CLI_ACTOR, withBank } from '../../../bank/open-bank.ts';
import type { Define } from '../../../program/cli.ts';
import { usage } from '../../../program/cli-error.ts';
import { newSecretLine, secretLine } from '../../../store/secret-line.ts';

const HELP = `
Lets somebody work at the desk. The password, 8 to 128 characters, is asked for
twice, or comes from a file.

Examples:
  $ fob bank clerk add mori
  $ fob bank clerk add mori --password-file mori.txt`;

const WHY = {
  name: '1 to 40 letters, digits, . _ - are wanted',
  password: 'a password of 8 to 128 characters is wanted',
  taken: 'there is a clerk of that name',
} as const;

interface AddOptions extends BankOptions {
  readonly passwordFile?: string;
}

export const define: Define = (command, cli) => {
  addBankOptions(command.argument('<name>', 'who'))
    .option('--password-file <file>', 'has the password; - for standard input')
    .addHelpText('after', HELP)
    .action(async (name: string, { passwordFile, ...options }: AddOptions) => {
      await withBank(cli, options, async ({ bank, json }) => {
        const password =
          passwordFile === undefined
            ? await newSecretLine(cli, `Password of ${name}`)
            : await secretLine(cli, passwordFile, `the password of ${name}`);
        const added = await new Clerks(bank).add(CLI_ACTOR, name, password);
        if (added !== 'ok') throw usage(`${name}: ${WHY[added]}`);
        if (json) cli.out.json({ name });
        else cli.out.print(`${name} may work at the desk.`);
      });
    });
};
