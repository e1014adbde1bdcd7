import { Clerks } from '@fobkit/bank';
import { addBankOptions, type BankOptions, CLI_ACTOR, withBank } from '../../../bank/open-bank.ts';
import type { Define } from '../../../program/cli.ts';
import { refused } from '../../../program/cli-error.ts';

const HELP = `
From now on the clerk is let in no more, and a page that is open goes no
farther. The name is not given again: it stands in the audit.

Examples:
  $ fob bank clerk remove mori`;

export const define: Define = (command, cli) => {
  addBankOptions(command.argument('<name>', 'who'))
    .addHelpText('after', HELP)
    .action(async (name: string, options: BankOptions) => {
      await withBank(cli, options, async ({ bank, json }) => {
        if (!(await new Clerks(bank).remove(CLI_ACTOR, name))) {
          throw refused('unknown', `${name}: there is no such clerk, or he was removed before`);
        }
        if (json) cli.out.json({ name, removed: true });
        else cli.out.print(`${name} works at the desk no more.`);
      });
    });
};
