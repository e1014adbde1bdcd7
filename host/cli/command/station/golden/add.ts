import { collect } from '../../../argument/collect.ts';
import type { Cli, Define } from '../../../program/cli.ts';
import { CliError } from '../../../program/cli-error.ts';
import { ExitCode } from '../../../program/exit-code.ts';
import { newLotOf } from '../../../station/lot/new-lot.ts';
import {
  addStationOptions,
  type Station,
  type StationOptions,
  withStation,
} from '../../../station/open-station.ts';
import { runLot } from '../../../station/run/run-lot.ts';
import { operatorOf } from '../../../station/session.ts';
import { unitToJson } from '../../../station/unit/tell-unit.ts';

const HELP = `
Loads the blank fob that is plugged in as a golden fob: as a test lot of its
own, of one fob. Keep it in a drawer, at room temperature; never hand it out.

Examples:
  $ fob station golden add --profile shinkin-hardware --serial GOLD00000001
  $ fob station golden add --profile generic --serial GOLD-1 --port 1-1.1`;

interface AddOptions extends StationOptions {
  readonly profile: string;
  readonly serial: string;
  readonly port?: readonly string[];
  readonly batchKeyFile?: readonly string[];
}

export const define: Define = (command, cli) => {
  addStationOptions(command)
    .requiredOption('-p, --profile <name>', 'its fob type')
    .requiredOption('--serial <label>', 'the serial label that it gets')
    .option('--port <name>', 'where it is: 1-1.4, /dev/ttyACM0, tcp:HOST:PORT', collect)
    .option('--batch-key-file <file>', 'the key of its batch; again for more', collect)
    .addHelpText('after', HELP)
    .action(async (options: AddOptions) => {
      await withStation(cli, options, (station) => add(cli, station, options));
    });
};

async function add(cli: Cli, station: Station, options: AddOptions): Promise<void> {
  const { registry, words, json } = station;
  const operator = await operatorOf(station, 'lot');
  const { profile, serial } = options;
  const name = `golden ${serial}`;
  const known = (await registry.lots.list()).find((lot) => lot.name === name);
  const lot =
    known ??
    (await registry.lots.create(
      {
        ...(await newLotOf(cli, registry, name, {
          profile,
          purpose: 'test',
          count: 1,
          serialPrefix: serial,
        })),
        serials: { kind: 'list' },
        labels: [serial],
      },
      operator,
    ));
  const summary = await runLot(cli, { ...station, json: false }, lot, {
    ...options,
    screen: false,
    quiet: json,
  });
  cli.signal.throwIfAborted();
  if (summary.reason !== 'lot-done') {
    const why = summary.why ?? words.screen.runEnds[summary.reason];
    throw new CliError(ExitCode.Refused, summary.trouble ?? 'not-done', `no golden fob: ${why}`);
  }
  const unit = await registry.stations.addGolden({ serialLabel: serial }, operator);
  if (json) cli.out.json(unitToJson(unit, lot.name));
  else cli.out.print(words.commands.goldenAdded(unit.deviceId ?? serial));
}
