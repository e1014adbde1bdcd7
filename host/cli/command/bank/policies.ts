import { findPolicy, policies, type Policy, policyWords } from '@fobkit/bank';
import { stringify } from 'yaml';
import { addJsonOption } from '../../device/device-options.ts';
import type { Define, JsonOption } from '../../program/cli.ts';
import { usage } from '../../program/cli-error.ts';
import { table } from '../../terminal/table.ts';

const HELP = `
Without a name it lists the policies that come with the bank; with one it prints
that one whole, as YAML that stands in a fleet file.

Examples:
  $ fob bank policies
  $ fob bank policies rfc4226
  $ fob bank policies rfc4226 --json`;

export const define: Define = (command, cli) => {
  addJsonOption(command)
    .argument('[name]', 'which one to print')
    .addHelpText('after', HELP)
    .action((name: string | undefined, { json }: JsonOption) => {
      if (name === undefined) {
        if (json === true) cli.out.json(policies.map(policyWords));
        else cli.out.print(table(cli.out.paint, ['NAME', 'LOCK', 'WHAT IT IS'], policies.map(row)));
        return;
      }
      const policy = policyWords(named(name));
      if (json === true) cli.out.json(policy);
      else cli.out.print(stringify({ policy }, { aliasDuplicateObjects: false }).trimEnd());
    });
};

function named(name: string): Policy {
  const found = findPolicy(name);
  if (found !== undefined) return found;
  const known = policies.map((policy) => policy.name).join(', ');
  throw usage(`no policy is called ${name}; there are ${known}`);
}

function row(policy: Policy): readonly string[] {
  const { lockAfter } = policyWords(policy);
  return [policy.name, String(lockAfter), policy.title.en];
}
