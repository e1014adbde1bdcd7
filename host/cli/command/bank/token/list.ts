import { ApiTokens } from '@fobkit/bank';
import { addBankOptions, type BankOptions, withBank } from '../../../bank/open-bank.ts';
import type { Define } from '../../../program/cli.ts';
import { headedTable, isoTime, localTime } from '../../../store/tell.ts';

const HELP = `
The tokens of programs, by name; those that were revoked too.

Examples:
  $ fob bank token list
  $ fob bank token list --json`;

export const define: Define = (command, cli) => {
  addBankOptions(command)
    .addHelpText('after', HELP)
    .action(async (options: BankOptions) => {
      await withBank(cli, options, async ({ bank, json }) => {
        const tokens = await new ApiTokens(bank).list();
        if (json) {
          cli.out.json(
            tokens.map(({ name, role, addedAt, revokedAt }) => ({
              name,
              role,
              added: isoTime(addedAt),
              revoked: isoTime(revokedAt),
            })),
          );
          return;
        }
        const rows = tokens.map(({ name, role, addedAt, revokedAt }) => [
          name,
          role,
          localTime(addedAt),
          localTime(revokedAt),
        ]);
        cli.out.print(headedTable(cli.out.paint, ['name', 'role', 'added', 'revoked'], rows));
      });
    });
};
