import {
  ExchangeError,
  type ExchangeFault,
  faultText,
  type ReadTokens,
  readTokens,
  type Registry,
  TOKEN_FORMATS,
  type TokenRecord,
} from '@fobkit/station';
import { Option } from 'commander';
import { wholeNumber } from '../../argument/number.ts';
import type { Cli, Define } from '../../program/cli.ts';
import { type FileKeyOptions, readingKeys } from '../../store/file-keys.ts';
import { readTokenFile, type TokenFile } from '../../store/read-token-file.ts';
import { signerIn } from '../../station/exchange/signer.ts';
import { addStationOptions, type StationOptions, withStation } from '../../station/open-station.ts';
import { operatorOf } from '../../station/session.ts';

const HELP = `
The format is recognised: PSKC, OATH CSV of privacyIDEA and LinOTP, multiOTP,
Entra, users file, otpauth: URIs. With a fault anywhere nothing is taken, and
every fault is told with its line; --keep-going takes the rest. What is taken
lies in the registry until a lot is made of it (lot create --from).

Examples:
  $ fob station import seeds.xml --passphrase-file seeds.pass
  $ fob station import seeds.csv --format privacyidea --keep-going
  $ fob station import seeds.xml --key-file seeds.key --signer maker.pem --json`;

type ReadFormat = NonNullable<Parameters<typeof readTokens>[0]['format']>;

interface ImportOptions extends StationOptions, FileKeyOptions {
  readonly format?: ReadFormat;
  readonly signer?: string;
  readonly minSeedBytes?: number;
  readonly keepGoing?: boolean;
}

export const define: Define = (command, cli) => {
  const formats = TOKEN_FORMATS.filter((format) => format !== 'qr');
  addStationOptions(command.argument('<file>', 'the file'))
    .addOption(new Option('--format <format>', 'what it is, if it is not seen').choices(formats))
    .option('--key-file <file>', 'PSKC: the key agreed on, hex or base32')
    .option('--passphrase-file <file>', 'PSKC: the passphrase, one line')
    .option('--private-key-file <file>', 'PSKC: the RSA key of the certificate, PEM')
    .option('--signer <file>', 'PSKC: who must have signed it: certificate or public key, PEM')
    .option('--min-seed-bytes <n>', 'take shorter seeds than 16 bytes', wholeNumber(1, 64))
    .option('--keep-going', 'leave out what is wrong and take the rest')
    .addHelpText('after', HELP)
    .action(async (file: string, options: ImportOptions) => {
      await importFile(cli, file, options);
    });
};

async function importFile(cli: Cli, path: string, options: ImportOptions): Promise<void> {
  await withStation(cli, options, async (station) => {
    const { registry, words, json } = station;
    const operator = await operatorOf(station, 'import');
    const file = await readTokenFile(path);
    const read = await readFile(cli, path, file, options);
    try {
      const { taken, left } = await sifted(registry, path, read, options);
      const { name, sha256 } = file;
      const wanted = { file: name, format: read.format, sha256, tokens: taken };
      const made = await registry.imports.add(wanted, operator);
      const warnings = [...read.warnings, ...left].map((fault) => faultText(path, fault));
      if (json) cli.out.json({ ...made, warnings });
      else {
        for (const text of warnings) cli.out.note(words.told(text));
        cli.out.print(words.commands.imported(made.tokens, name, made.id));
      }
    } finally {
      for (const { seed } of read.tokens) seed.wipe();
    }
  });
}

async function readFile(
  cli: Cli,
  path: string,
  { bytes }: TokenFile,
  options: ImportOptions,
): Promise<ReturnType<typeof readTokens>> {
  const { format, minSeedBytes, signer, keepGoing = false } = options;
  const read = readTokens({
    file: path,
    bytes,
    keys: await readingKeys(cli, options),
    keepGoing,
    ...(signer === undefined ? {} : { pskc: { signers: [await signerIn(cli, signer)] } }),
    ...(format === undefined ? {} : { format }),
    ...(minSeedBytes === undefined ? {} : { minSeedBytes }),
  });
  if (read.faults.length > 0) throw new ExchangeError(path, read.faults);
  return read;
}

/** What is left out because the registry has it already, where going on is wanted. */
async function sifted(
  { imports }: Registry,
  path: string,
  { tokens, warnings }: ReadTokens,
  { keepGoing }: ImportOptions,
): Promise<{ readonly taken: readonly TokenRecord[]; readonly left: readonly ExchangeFault[] }> {
  if (keepGoing !== true) return { taken: tokens, left: [] };
  const left = await imports.check(tokens);
  const serials = new Set(left.map(({ serial }) => serial));
  const taken = tokens.filter(({ serial }) => !serials.has(serial));
  if (taken.length === 0) throw new ExchangeError(path, [...warnings, ...left]);
  return { taken, left };
}
