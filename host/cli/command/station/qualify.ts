import { nodeEnv } from '@fobkit/client/node';
import { type Qualification, qualifyStation } from '@fobkit/station';
import { collect } from '../../argument/collect.ts';
import type { Cli, Define } from '../../program/cli.ts';
import { ExitCode } from '../../program/exit-code.ts';
import {
  addStationOptions,
  type Station,
  type StationOptions,
  withStation,
} from '../../station/open-station.ts';
import { onlyPort } from '../../station/qualify/only-port.ts';
import { portsOf } from '../../station/run/run-ports.ts';
import { operatorOf } from '../../station/session.ts';
import { wideFacts } from '../../station/wide-facts.ts';

const HELP = `
A golden fob, whose seed the registry has, tells whether the station can be
trusted: its link, its clock, its registry and its check of codes. A lot that
was made with --qualified HOURS is worked on only so long after a golden fob
passed. Exit status 1 when it found a fault.

Examples:
  $ fob station qualify
  $ fob station qualify --port 1-1.1 --json`;

interface QualifyOptions extends StationOptions {
  readonly port?: readonly string[];
}

export const define: Define = (command, cli) => {
  addStationOptions(command)
    .option('--port <name>', 'where the golden fob is: 1-1.4, /dev/ttyACM0, tcp:HOST:PORT', collect)
    .addHelpText('after', HELP)
    .action(async (options: QualifyOptions) => {
      await withStation(cli, options, (station) => qualify(cli, station, options));
    });
};

async function qualify(cli: Cli, station: Station, { port = [] }: QualifyOptions): Promise<void> {
  const { registry, words, json } = station;
  const operator = await operatorOf(station, 'qualify');
  if (!json) cli.out.note(words.commands.goldenWanted);
  const source = portsOf(port, (text) => {
    cli.out.note(words.told(text));
  });
  const found = await qualifyStation({
    port: await onlyPort({ cli, words }, source),
    golden: (deviceId) => registry.stations.golden(deviceId),
    env: nodeEnv,
    signal: cli.signal,
  });
  await registry.stations.recordQualification(found, operator);
  if (json) cli.out.json(found);
  else tell(cli, station, found);
  if (!found.passed) cli.endWith(ExitCode.Refused);
}

function tell(cli: Cli, { words }: Station, found: Qualification): void {
  const { passed, deviceId, faults, clockOffsetMs, clockJitterMs } = found;
  const { qualified, notQualified, names } = words.commands;
  const ms = (value: number | undefined): string | undefined =>
    value === undefined ? undefined : `${String(Math.round(value * 10) / 10)} ms`;
  const { out } = cli;
  out.print(passed ? out.paint.green(qualified(deviceId)) : out.paint.red(notQualified(deviceId)));
  for (const fault of faults) out.print(`- ${words.told(fault)}`);
  const clock = wideFacts([
    [names.clockOffset, ms(clockOffsetMs)],
    [names.clockJitter, ms(clockJitterMs)],
  ]);
  if (clock !== '') out.print(clock);
}
