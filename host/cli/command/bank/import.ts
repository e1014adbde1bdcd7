import { ExchangeError, faultText, readTokens, type TokenRecord } from '@fobkit/station';
import { wholeNumber } from '../../argument/number.ts';
import {
  addBankOptions,
  type BankHere,
  type BankOptions,
  CLI_ACTOR,
  withBank,
} from '../../bank/open-bank.ts';
import type { Cli, Define } from '../../program/cli.ts';
import { type FileKeyOptions, readingKeys } from '../../store/file-keys.ts';
import { readTokenFile } from '../../store/read-token-file.ts';
import { telling } from '../../station/station-failure.ts';
import { counted } from '../../terminal/counted.ts';

const HELP = `
Takes hardware fobs into stock: an export of a station, PSKC, or another format
that fob station import reads. With a fault anywhere nothing is taken.

Examples:
  $ fob bank import lot-1.xml --file-key-file lot-1.key
  $ fob bank import seeds.csv --json`;

interface ImportOptions extends BankOptions {
  readonly fileKeyFile?: string;
  readonly passphraseFile?: string;
  readonly privateKeyFile?: string;
  readonly minSeedBytes?: number;
}

export const define: Define = (command, cli) => {
  addBankOptions(command.argument('<file>', 'the file'))
    .option('--file-key-file <file>', 'PSKC: the key agreed on, hex or base32')
    .option('--passphrase-file <file>', 'PSKC: the passphrase, one line')
    .option('--private-key-file <file>', 'PSKC: the RSA key of the certificate, PEM')
    .option('--min-seed-bytes <n>', 'take shorter seeds than 16 bytes', wholeNumber(1, 64))
    .addHelpText('after', HELP)
    .action(async (file: string, options: ImportOptions) => {
      await telling(cli, options.json === true, () =>
        withBank(cli, options, (here) => importFile(cli, here, file, options)),
      );
    });
};

async function importFile(
  cli: Cli,
  { bank, json }: BankHere,
  path: string,
  options: ImportOptions,
): Promise<void> {
  const { bytes } = await readTokenFile(path);
  const { minSeedBytes } = options;
  const read = readTokens({
    file: path,
    bytes,
    keys: await readingKeys(cli, keysOf(options)),
    keepGoing: false,
    ...(minSeedBytes === undefined ? {} : { minSeedBytes }),
  });
  try {
    if (read.faults.length > 0) throw new ExchangeError(path, read.faults);
    const reply = await bank.operator.importTokens(CLI_ACTOR, read.tokens.map(importedOf));
    if (reply.outcome === 'refused') throw new ExchangeError(path, reply.faults);
    const warnings = read.warnings.map((fault) => faultText(path, fault));
    if (json) cli.out.json({ imported: reply.imported, warnings });
    else {
      for (const text of warnings) cli.out.note(text);
      cli.out.print(`${counted(reply.imported, 'token')} of ${path} in stock.`);
    }
  } finally {
    for (const { seed } of read.tokens) seed.wipe();
  }
}

function keysOf({ fileKeyFile, passphraseFile, privateKeyFile }: ImportOptions): FileKeyOptions {
  return {
    ...(fileKeyFile === undefined ? {} : { keyFile: fileKeyFile }),
    ...(passphraseFile === undefined ? {} : { passphraseFile }),
    ...(privateKeyFile === undefined ? {} : { privateKeyFile }),
  };
}

function importedOf(record: TokenRecord) {
  const { serial, parameters, seed, deviceId, manufacturer, model, expiryDate } = record;
  return {
    serial,
    parameters,
    seed,
    ...(deviceId === undefined ? {} : { deviceId }),
    ...(manufacturer === undefined ? {} : { manufacturer }),
    ...(model === undefined ? {} : { model }),
    ...(expiryDate === undefined ? {} : { expiry: expiryDate }),
  };
}
