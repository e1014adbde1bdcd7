import { createHash } from 'node:crypto';
import { nodeClock } from '@fobkit/client/node';
import {
  type ExportedToken,
  faultText,
  TOKEN_FORMATS,
  type TokenFormat,
  writeTokens,
  type WriteTokensOptions,
  type WrittenTokens,
} from '@fobkit/station';
import { Option } from 'commander';
import type { Cli, Define } from '../../../program/cli.ts';
import { refused } from '../../../program/cli-error.ts';
import { checkPlain, type ProtectOptions, protectionOf } from '../../../store/file-keys.ts';
import { checkNewFile, writeNewFile } from '../../../store/new-file.ts';
import {
  addStationOptions,
  type StationOptions,
  withStation,
} from '../../../station/open-station.ts';
import { operatorOf } from '../../../station/session.ts';
import { languageOf } from '../../../terminal/language.ts';

const HELP = `
Writes the seeds of all units that are done to a new file that only you can
read. PSKC is protected by a key or a passphrase; formats that have no
protection want --plain. What a format cannot say is told; a token that it would
say wrongly is refused, or left out with --keep-going. The registry records the
SHA-256 of the file.

Examples:
  $ fob station export bank-2026-11 --format pskc --out seeds.xml \\
      --passphrase-file seeds.pass
  $ fob station export bank-2026-11 --format privacyidea --plain --out seeds.csv
  $ fob station export trial --format qr --plain --out enrolment.pdf`;

interface ExportOptions extends StationOptions, ProtectOptions {
  readonly format: TokenFormat;
  readonly out: string;
  readonly server?: 'privacyidea' | 'linotp';
  readonly keepGoing?: boolean;
}

export const define: Define = (command, cli) => {
  addStationOptions(command.argument('<lot>', 'its name or id'))
    .addOption(
      new Option('--format <format>', 'what the receiver reads')
        .choices(TOKEN_FORMATS)
        .makeOptionMandatory(),
    )
    .requiredOption('-o, --out <file>', 'a new file')
    .option('--key-file <file>', 'pskc: the key agreed on, 16 or 32 bytes in hex or base32')
    .option('--key-name <name>', 'pskc: what the key is called')
    .option('--passphrase-file <file>', 'pskc: the passphrase, one line')
    .option('--plain', 'the seeds in the clear')
    .addOption(
      new Option('--server <server>', 'privacyidea: who reads it').choices([
        'privacyidea',
        'linotp',
      ]),
    )
    .option('--keep-going', 'leave out the tokens that the format cannot say')
    .addHelpText('after', HELP)
    .action(async (name: string, options: ExportOptions) => {
      await exportLot(cli, name, options);
    });
};

async function exportLot(cli: Cli, name: string, options: ExportOptions): Promise<void> {
  await withStation(cli, options, async (station) => {
    const { registry, words, json } = station;
    const operator = await operatorOf(station, 'export');
    const lot = await registry.lots.find(name);
    await checkNewFile(options.out);
    const writing = await writingOptions(cli, options);
    const tokens = await registry.exports.tokens(lot.id);
    if (tokens.length === 0) throw refused('nothing', `no unit of lot ${lot.name} is done yet`);
    const written = await fileOf(tokens, options, writing);
    const sha256 = createHash('sha256').update(written.bytes).digest('hex');
    const units = unitsIn(tokens, written);
    // A file of seeds that nobody has on record would be worse than a record without its file.
    const made = await registry.exports.mark(
      { lot: lot.id, format: options.format, sha256, units },
      operator,
    );
    await writeNewFile(options.out, written.bytes);
    const warnings = written.warnings.map((warning) => faultText(options.out, warning));
    if (json) cli.out.json({ ...made, lot: lot.name, file: options.out, warnings });
    else {
      for (const text of warnings) cli.out.note(words.told(text));
      cli.out.print(words.commands.exported(units.length, options.out, made.id));
    }
  });
}

async function writingOptions(cli: Cli, options: ExportOptions): Promise<WriteTokensOptions> {
  const { format, server, keepGoing = false } = options;
  if (format === 'pskc')
    return { keepGoing, pskc: { protection: await protectionOf(cli, options) } };
  checkPlain(format, options);
  const language = languageOf(process.env);
  return {
    keepGoing,
    qr: { language, createdUnixMs: nodeClock.unixMs() },
    ...(server === undefined ? {} : { server }),
  };
}

async function fileOf(
  tokens: readonly ExportedToken[],
  { format }: ExportOptions,
  writing: WriteTokensOptions,
): Promise<WrittenTokens> {
  try {
    return await writeTokens(
      format,
      tokens.map(({ token }) => token),
      writing,
    );
  } finally {
    for (const { token } of tokens) token.seed.wipe();
  }
}

function unitsIn(
  tokens: readonly ExportedToken[],
  { leftOut = [] }: WrittenTokens,
): readonly number[] {
  const left = new Set(leftOut);
  return tokens.filter(({ token }) => !left.has(token.serial)).map(({ unit }) => unit);
}
