import { type Command, Option } from 'commander';
import { parseMoment } from '../../../argument/moment.ts';
import { decimal, wholeNumber } from '../../../argument/number.ts';
import type { Cli, Define } from '../../../program/cli.ts';
import { type LotOptions, newLotOf } from '../../../station/lot/new-lot.ts';
import { addSerialOptions } from '../../../station/lot/serial-options.ts';
import { lotToJson } from '../../../station/lot/tell-lot.ts';
import {
  addStationOptions,
  type StationOptions,
  withStation,
} from '../../../station/open-station.ts';
import { operatorOf } from '../../../station/session.ts';

const HELP = `
Makes every unit of the lot at once, each with its serial label and its seed, so
that no more fobs can be loaded than were planned. What is not said of the codes
is what the fob type usually gets (fob profiles NAME --json: preset).

Examples:
  $ fob station lot create bank-2026-11 --count 1000 --purpose production \\
      --profile shinkin-hardware --serials 'SKTH{00000001..}' --qualified 12
  $ fob station lot create trial --count 5 --purpose test --profile generic \\
      --serial-prefix T- --serial-digits 4 --check luhn
  $ fob station lot create reorder --from 3 --purpose test --profile sid700`;

const MOST_UNITS = 1_000_000;

export const define: Define = (command, cli) => {
  addLotOptions(command.argument('<name>', 'what the lot is called'));
  addStationOptions(command)
    .addHelpText('after', HELP)
    .action(async (name: string, options: LotOptions & StationOptions) => {
      await create(cli, name, options);
    });
};

function addLotOptions(command: Command): Command {
  command
    .option('-n, --count <n>', 'how many fobs', wholeNumber(1, MOST_UNITS))
    .requiredOption('-p, --profile <name>', 'fob type; fob profiles lists them')
    .addOption(
      new Option('--purpose <purpose>', 'what the fobs are for')
        .choices(['test', 'production'])
        .makeOptionMandatory(),
    );
  return addSerialOptions(command)
    .addOption(new Option('--mode <mode>', 'how codes are moved').choices(['totp', 'hotp', 'ocra']))
    .addOption(new Option('--algorithm <hash>', 'hash').choices(['SHA1', 'SHA256', 'SHA512']))
    .option('--digits <n>', 'digits of a code', wholeNumber(4, 10))
    .option('--step <seconds>', 'time step', wholeNumber(1, 3600))
    .option('--t0 <time>', 'when counting starts; 1970 if left out', parseMoment)
    .option('--counter <n>', 'hotp: the first counter', wholeNumber(0, Number.MAX_SAFE_INTEGER))
    .option('--suite <suite>', 'ocra: such as OCRA-1:HOTP-SHA1-6:QN08')
    .option('--seed-bytes <n>', 'length of the seeds; as the hash if absent', wholeNumber(16, 64))
    .addOption(
      new Option('--code-check <how>', 'read: a code of each fob is verified').choices([
        'read',
        'none',
      ]),
    )
    .option('--trim <ppm>', 'trim each clock to so many ppm', decimal(0.1, 100))
    .addOption(
      new Option('--trim-by <what>', 'what tells the rate of a clock').choices(['soak', 'counter']),
    )
    .option(
      '--qualified <hours>',
      'a golden fob has passed at most so long ago',
      wholeNumber(1, 168),
    )
    .option('--expiry <time>', 'the fobs are expired after this time', parseMoment);
}

async function create(cli: Cli, name: string, options: LotOptions & StationOptions): Promise<void> {
  await withStation(cli, options, async (station) => {
    const { registry, words, json } = station;
    const operator = await operatorOf(station, 'lot');
    const lot = await registry.lots.create(await newLotOf(cli, registry, name, options), operator);
    const counts = await registry.lots.counts(lot.id);
    if (json) {
      cli.out.json(lotToJson(lot, counts));
      return;
    }
    const [first] = await registry.units.list({ lot: lot.id, limit: 1 });
    const last = (await registry.units.list({ lot: lot.id, after: lot.planned - 1, limit: 1 })).at(
      0,
    );
    const labels = [...new Set([first?.serialLabel, last?.serialLabel])].join(' … ');
    cli.out.print(words.commands.lotCreated(lot.name, lot.planned, labels));
  });
}
