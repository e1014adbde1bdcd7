import { ApiTokens } from '@fobkit/bank';
import { addBankOptions, type BankOptions, CLI_ACTOR, withBank } from '../../../bank/open-bank.ts';
import type { Define } from '../../../program/cli.ts';
import { refused } from '../../../program/cli-error.ts';

const HELP = `
From now on the token lets nobody in. Its name is not given again.

Examples:
  $ fob bank token revoke vpn`;

export const define: Define = (command, cli) => {
  addBankOptions(command.argument('<name>', 'of the program'))
    .addHelpText('after', HELP)
    .action(async (name: string, options: BankOptions) => {
      await withBank(cli, options, async ({ bank, json }) => {
        if (!(await new ApiTokens(bank).revoke(CLI_ACTOR, name))) {
          throw refused('unknown', `${name}: there is no such token, or it was revoked before`);
        }
        if (json) cli.out.json({ name, revoked: true });
        else cli.out.print(`The token of ${name} is revoked.`);
      });
    });
};
