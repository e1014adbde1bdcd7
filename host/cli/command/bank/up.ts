import type { Command } from 'commander';
import { wholeNumber } from '../../argument/number.ts';
import { addBankOptions, type BankHere, type BankOptions, withBank } from '../../bank/open-bank.ts';
import { proxyOf, publicUrlOf } from '../../bank/proxy-options.ts';
import { type BankUrls, type ServeOptions, startBank } from '../../bank/start-bank.ts';
import { untilEnded } from '../../bank/stay.ts';
import type { Cli, Define } from '../../program/cli.ts';
import { facts } from '../../terminal/facts.ts';

const HELP = `
Serves the bank until Ctrl-C: pages for administrators, users and clerks, the
app for phones, the API for programs, RADIUS for gateways. A bank that is not
there yet is made: in the state folder, in a file, or in PostgreSQL. Clerks are
let in by fob bank clerk add, programs by fob bank token add.

Examples:
  $ fob bank up
  $ fob bank up --json --port 8443 --tls
  $ fob bank up --bank 1020 --radius 1812
  $ fob bank up --port 8080 --public-url https://bank.example \\
      --trusted-proxy 127.0.0.1
  $ fob bank up --database postgres://bank@db/fobkit --key-file bank.key`;

interface UpOptions extends BankOptions, ServeOptions {}

export const define: Define = (command, cli) => {
  addServeOptions(addBankOptions(command))
    .addHelpText('after', HELP)
    .action(async (options: UpOptions) => {
      await withBank(cli, options, (here) => up(cli, here, options));
    });
};

function addServeOptions(command: Command): Command {
  return command
    .option('--host <address>', 'address to listen on; 127.0.0.1 if left out')
    .option('--port <n>', 'port of pages and API; a free one if left out', wholeNumber(0, 65_535))
    .option('--tls', 'TLS, with client certificates of fob bank ca')
    .option('--public-url <url>', 'what visitors see, where a proxy has the TLS', publicUrlOf)
    .option('--trusted-proxy <address>', 'believe its X-Forwarded-For; several times', proxyOf)
    .option('--radius <port>', 'serve RADIUS; 0 takes a free port', wholeNumber(0, 65_535))
    .option('--radius-clients <file>', 'the gateways that may ask, as JSON');
}

async function up(cli: Cli, here: BankHere, options: UpOptions): Promise<void> {
  const { bank, files, file, json } = here;
  const served = await startBank(cli, bank, files, options);
  try {
    const { bankCode, policy, database } = bank;
    if (json) {
      const { pid } = process;
      const about = { pid, bankCode, policy: policy.name, database: database.name };
      cli.out.json({ ...about, keyFile: file.keyFile, ...served.urls });
    } else {
      cli.out.print(facts([['bank', `${bankCode}, ${policy.title.en}`], ...urlFacts(served.urls)]));
      cli.out.note('It is up until Ctrl-C.');
    }
    if (options.tls !== true && !isOwn(options.host)) {
      cli.out.note('Without --tls passwords and codes cross the network for everybody to read.');
    }
    await untilEnded(cli);
  } finally {
    await served.close();
  }
  if (!json) cli.out.note('The bank is closed.');
}

/** Whether an address is reached from this machine alone. */
function isOwn(host = '127.0.0.1'): boolean {
  return /^(127\.|localhost$|::1$)/i.test(host);
}

function urlFacts(urls: BankUrls): readonly (readonly [string, string | undefined])[] {
  return [
    ['listens at', urls.listens],
    ['users', urls.users],
    ['administrators', urls.console],
    ['clerks', urls.desk],
    ['app', urls.app],
    ['API', urls.api],
    ['OpenAPI', urls.openapi],
    ['RADIUS', urls.radius],
    ['its clients', urls.radiusClients],
    ['their secret', urls.radiusSecret],
    ['root', urls.root],
  ];
}
