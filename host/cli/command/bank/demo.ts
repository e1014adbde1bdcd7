import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { activationUrl, CARD_SYMBOLS, type CustomerCard } from '@fobkit/bank';
import { wholeNumber } from '../../argument/number.ts';
import { bankFiles } from '../../bank/bank-file.ts';
import { castOf, type DemoCast } from '../../bank/demo-cast.ts';
import { registerFor } from '../../bank/demo-registered.ts';
import { type DemoFobs, startFobs } from '../../bank/demo-fobs.ts';
import { bankFailure, openBankOf } from '../../bank/open-bank.ts';
import { type ServedBank, type ServeOptions, startBank } from '../../bank/start-bank.ts';
import { untilEnded } from '../../bank/stay.ts';
import { addJsonOption } from '../../device/device-options.ts';
import type { Cli, Define, JsonOption } from '../../program/cli.ts';
import { facts } from '../../terminal/facts.ts';

const HELP = `
A bank of its own that lasts until Ctrl-C: a contract with its administrator and
two users, four emulated fobs (two have arrived, one is in the mail, one is in
stock for ハードウェアトークン申込書), a phone to activate, a clerk, a program.
It tells who logs in where, with what. The code of a fob is read by fob code, or
with its button: fob sim press, fob display. Logins by certificate want a bank
that stays: fob bank up --tls, and fob bank ca.

Examples:
  $ fob bank demo
  $ fob bank demo --bank 1020 --port 8080
  $ fob bank demo --registered --radius 0 --json`;

const SERIALS = ['SKTH00000017', 'SKTH00000018', 'SKTH00000019', 'SKTH00000020'];
const IN_A_ROW = 5;

interface DemoOptions extends JsonOption, ServeOptions {
  readonly bank: string;
  readonly registered?: boolean;
}

export const define: Define = (command, cli) => {
  addJsonOption(command)
    .option('--bank <rules>', '1303, 1020, the name of a policy, or a policy file', '1303')
    .option('--registered', 'the first fob is registered for all users already')
    .option('--port <n>', 'port of pages and API; a free one if left out', wholeNumber(0, 65_535))
    .option('--radius <port>', 'serve RADIUS; 0 takes a free port', wholeNumber(0, 65_535))
    .addHelpText('after', HELP)
    .action(async (options: DemoOptions) => {
      try {
        await demo(cli, options);
      } catch (error) {
        throw bankFailure(error);
      }
    });
};

async function demo(cli: Cli, options: DemoOptions): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'fobkit-bank-demo-'));
  const files = bankFiles(folder);
  const { bank: rules } = options;
  let fobs: DemoFobs | undefined;
  try {
    const file = { version: 1, database: files.database, keyFile: files.key, bank: rules } as const;
    const bank = await openBankOf(cli, file, files, {
      settings: { activationSeconds: 86_400 },
    });
    try {
      fobs = await startFobs(cli, SERIALS);
      const cast = await castOf(bank, fobs.tokens);
      const [first] = fobs.tokens;
      if (options.registered === true && first !== undefined) await registerFor(bank, cast, first);
      const served = await startBank(cli, bank, files, options);
      try {
        if (options.json === true) cli.out.json(toJson(served, cast, fobs));
        else tell(cli, served, cast, fobs);
        await untilEnded(cli);
      } finally {
        await served.close();
      }
    } finally {
      await bank.close();
    }
  } finally {
    for (const { seed } of fobs?.tokens ?? []) seed.wipe();
    await fobs?.end();
    await rm(folder, { recursive: true, force: true });
  }
  if (options.json !== true) cli.out.note('The bank is closed, and nothing of it is left.');
}

function phoneUrl({ urls }: ServedBank, { phone }: DemoCast): string {
  return activationUrl(urls.app, phone.activationCode);
}

function toJson(served: ServedBank, cast: DemoCast, { sims }: DemoFobs): object {
  const { contractId, loginCode, confirmation, card, users, clerk, api, phone } = cast;
  return {
    pid: process.pid,
    ...served.urls,
    administrator: { contractId, loginCode, confirmation, card: cellsOf(card) },
    userLogins: users,
    clerk,
    token: api,
    fobs: sims.map(({ deviceId }, index) => ({ serial: SERIALS[index], deviceId })),
    phone: { serial: phone.serial, url: phoneUrl(served, cast) },
  };
}

function cellsOf({ cells }: CustomerCard): Readonly<Record<string, string>> {
  return Object.fromEntries(CARD_SYMBOLS.map((symbol, index) => [symbol, cells[index] ?? '']));
}

function tell(cli: Cli, served: ServedBank, cast: DemoCast, { sims }: DemoFobs): void {
  const { out } = cli;
  const { urls } = served;
  const { contractId, loginCode, confirmation, card, users, clerk, api, phone } = cast;
  const part = (title: string, rows: Parameters<typeof facts>[0]): void => {
    out.print(`${out.paint.bold(title)}\n${facts(rows)}\n`);
  };
  part('Administrator (契約者)', [
    ['page', urls.console],
    ['契約者ID', contractId],
    ['ご契約先暗証番号', loginCode],
    ['ご契約先確認暗証番号', confirmation],
  ]);
  out.print(`${out.paint.bold('Customer card (お客様カード)')}\n${drawn(card)}\n`);
  part('Users (利用者)', [
    ['page', urls.users],
    ['契約者ID', contractId],
    ...users.map(({ userId, password }) => [userId, password] as const),
  ]);
  part(
    'Fobs (トークン)',
    sims.map(({ deviceId }, index) => {
      const place = PLACES[index] ?? 'has arrived';
      return [SERIALS[index] ?? '', `fob code --device sim:${deviceId}   (${place})`] as const;
    }),
  );
  part('Phone', [
    ['open once', phoneUrl(served, cast)],
    ['serial', phone.serial],
  ]);
  part('Clerk (当金庫)', [
    ['page', urls.desk],
    [clerk.name, clerk.password],
  ]);
  part('Programs', [
    ['API', urls.api],
    ['OpenAPI', urls.openapi],
    [`token of ${api.name}`, api.token],
    ['RADIUS', urls.radius],
    ['its clients', urls.radiusClients],
    ['their secret', urls.radiusSecret],
  ]);
  out.note('It is up until Ctrl-C; nothing is left behind.');
}

const PLACES: Readonly<Partial<Record<number, string>>> = {
  2: 'is in the mail: the clerk has it arrive',
  3: 'is in stock: the clerk takes ハードウェアトークン申込書',
};

function drawn(card: CustomerCard): string {
  const cells = CARD_SYMBOLS.map((symbol, index) => `${symbol} ${card.cells[index] ?? ''}`);
  const rows = Array.from({ length: cells.length / IN_A_ROW }, (_, row) =>
    cells.slice(row * IN_A_ROW, (row + 1) * IN_A_ROW).join('   '),
  );
  return rows.join('\n');
}
