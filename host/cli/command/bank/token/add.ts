import { API_ROLES, type ApiRole, ApiTokens } from '@fobkit/bank';
import { Option } from 'commander';
import { addBankOptions, type BankOptions, CLI_ACTOR, withBank } from '../../../bank/open-bank.ts';
import { writeSecret } from '../../../input/write-secret.ts';
import type { Cli, Define } from '../../../program/cli.ts';
import { usage } from '../../../program/cli-error.ts';

const HELP = `
Lets a program ask the API. The token is told this once; the bank keeps its hash
alone. A verifier has codes judged, an auditor looks at everything, an operator
does what clerks do.

Examples:
  $ fob bank token add vpn --role verifier --out vpn.token
  $ fob bank token add warehouse --role operator --json`;

interface AddOptions extends BankOptions {
  readonly role: ApiRole;
  readonly out?: string;
}

export const define: Define = (command, cli) => {
  addBankOptions(command.argument('<name>', 'of the program'))
    .addOption(
      new Option('--role <role>', 'what it may do').choices(API_ROLES).makeOptionMandatory(),
    )
    .option('--out <file>', 'where the token goes, readable by you alone; else it is printed')
    .addHelpText('after', HELP)
    .action(async (name: string, { role, out, ...options }: AddOptions) => {
      await withBank(cli, options, async ({ bank, json }) => {
        const token = await new ApiTokens(bank).add(CLI_ACTOR, { name, role });
        if (token === undefined) {
          throw usage(
            `${name}: there is a token of that name, or it is none: 1 to 40 letters, digits, . _ -`,
          );
        }
        if (out !== undefined) await writeSecret(out, `${token}\n`, 'the token');
        if (json) cli.out.json({ name, role, ...(out === undefined ? { token } : { file: out }) });
        else tell(cli, { name, token, out });
      });
    });
};

function tell(
  { out: terminal }: Cli,
  {
    name,
    token,
    out,
  }: { readonly name: string; readonly token: string; readonly out?: string | undefined },
): void {
  terminal.print(out === undefined ? token : `The token of ${name} is in ${out}.`);
  terminal.note(
    `It is told this once. ${name} sends it with each request as Authorization: Bearer TOKEN; ` +
      `fob bank token revoke ${name} ends that.`,
  );
}
