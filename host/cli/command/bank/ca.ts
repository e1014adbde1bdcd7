import { makeDevelopmentCa, recordCertificate } from '@fobkit/bank';
import { nodeClock } from '@fobkit/client/node';
import { type BankFiles, makeBankFolder, readBankFile } from '../../bank/bank-file.ts';
import { bankFailure, CLI_ACTOR, openBankOf } from '../../bank/open-bank.ts';
import { addJsonOption } from '../../device/device-options.ts';
import type { Cli, Define, JsonOption } from '../../program/cli.ts';
import { usage } from '../../program/cli-error.ts';
import { facts } from '../../terminal/facts.ts';

const HELP = `
Makes the development CA of this user's bank, or opens it: its root certificate,
and one for fob bank up --tls. With a name a client certificate too: that of an
administrator is called contract ID and bank code, 1234561303; that of a user
has the user id behind it, 1234561303-tanaka. --revoke ends the certificate of
that name, and every session that was opened with it, at once. Where there is a
bank, both are on its record. Not for customers of a real bank.

Examples:
  $ fob bank ca
  $ fob bank ca 1234561303 --json
  $ fob bank ca 1234561303-tanaka --revoke`;

interface CaOptions extends JsonOption {
  readonly revoke?: boolean;
}

export const define: Define = (command, cli) => {
  addJsonOption(command.argument('[name]', 'in the client certificate'))
    .option('--revoke', 'let nobody in by it any more')
    .addHelpText('after', HELP)
    .action(async (name: string | undefined, options: CaOptions) => {
      try {
        if (options.revoke === true) await revoke(cli, name, options.json === true);
        else await issue(cli, name, options.json === true);
      } catch (error) {
        throw bankFailure(error);
      }
    });
};

async function revoke(cli: Cli, name: string | undefined, json: boolean): Promise<void> {
  if (name === undefined) throw usage('--revoke: whose certificate? Name it as it was issued');
  const files = await makeBankFolder();
  const ca = await makeDevelopmentCa(files.ca, nodeClock);
  const serial = await ca.revokeClient(name);
  if (json) cli.out.json({ name, serial, revoked: true });
  else cli.out.print(`The certificate ${serial} of ${name} is revoked.`);
  await record(cli, files, 'revoked', { name, serial });
}

async function issue(cli: Cli, name: string | undefined, json: boolean): Promise<void> {
  const files = await makeBankFolder();
  const ca = await makeDevelopmentCa(files.ca, nodeClock);
  const root = ca.paths.rootCertificate;
  if (name === undefined) {
    if (json) cli.out.json({ root });
    else cli.out.print(facts([['root', root]]));
    return;
  }
  const client = await ca.issueClient(name);
  await record(cli, files, 'issued', client);
  if (json) {
    cli.out.json({ root, ...client });
    return;
  }
  cli.out.print(
    facts([
      ['root', root],
      ['certificate', client.certificateFile],
      ['key', client.keyFile],
      ['for browsers', client.pkcs12?.file],
      ['its passphrase', client.pkcs12?.passphraseFile],
    ]),
  );
}

async function record(
  cli: Cli,
  files: BankFiles,
  what: Parameters<typeof recordCertificate>[2],
  certificate: Parameters<typeof recordCertificate>[3],
): Promise<void> {
  const file = readBankFile(files);
  if (file === undefined) return;
  const bank = await openBankOf(cli, file, files);
  try {
    await recordCertificate(bank, CLI_ACTOR, what, certificate);
  } finally {
    await bank.close();
  }
}
