import { isFull, type RunSummary } from '@fobkit/station';
import { decimal } from '../../../argument/number.ts';
import { collect } from '../../../argument/collect.ts';
import type { Cli, Define } from '../../../program/cli.ts';
import { CliError, refused } from '../../../program/cli-error.ts';
import { ExitCode } from '../../../program/exit-code.ts';
import { DoneLabels } from '../../../station/label/done-labels.ts';
import {
  addStationOptions,
  type Station,
  type StationOptions,
  withStation,
} from '../../../station/open-station.ts';
import { checkNewFile } from '../../../store/new-file.ts';
import { runLot, type RunOptions } from '../../../station/run/run-lot.ts';

const HELP = `
Loads every fob that is plugged in, many at once, until the lot is done. On a
terminal a screen shows each port; q finishes, Q stops at once, p pauses, d
tells of those that failed, ? the other keys. A fob that was cut off, by a cable
or by a crash, is gone on with when it is plugged in again.

Exit status 0 when it ended in good order, 1 when the station may not work, or
with --until-done when units are left, 3 when the registry is gone, 130 when it
was stopped at once, or by Ctrl-C.

Examples:
  $ fob station lot run bank-2026-11
  $ fob station lot run bank-2026-11 --port 1-1.1 --port 1-1.2 \\
      --batch-key-file batch-7.key --printer 'tcp://10.0.0.9?as=zpl'
  $ fob station lot run bank-2026-11 --until-done --json`;

interface RunCommandOptions extends StationOptions, Omit<RunOptions, 'onEvent'> {
  readonly untilDone?: boolean;
  readonly sheet?: string;
}

export const define: Define = (command, cli) => {
  addStationOptions(command.argument('<lot>', 'its name or id'))
    .option(
      '--port <name>',
      'only this port: 1-1.4, /dev/ttyACM0, tcp:HOST:PORT; again for more',
      collect,
    )
    .option('--batch-key-file <file>', 'the key of a batch of fobs; again for more', collect)
    .option('--printer <address>', 'prints the labels: tcp://HOST, lp:QUEUE or file:FOLDER')
    .option('--sheet <file>', 'write the labels of the fobs that were done as a PDF sheet')
    .option('--counter <address>', 'a frequency counter on a pad, by SCPI: tcp:HOST:5025')
    .option('--counter-ppm <ppm>', 'of its time base, by its calibration', decimal(0.0001, 100))
    .option('--dry-run', 'tell what would be done with each fob; write nothing')
    .option('--until-done', 'end with 1 when units of the lot are left')
    .option('--no-bell', 'let failures not be heard')
    .option('--no-screen', 'lines instead of a screen')
    .addHelpText('after', HELP)
    .action(async (name: string, options: RunCommandOptions) => {
      await withStation(cli, options, (station) => run(cli, station, name, options));
    });
};

async function run(
  cli: Cli,
  station: Station,
  name: string,
  options: RunCommandOptions,
): Promise<void> {
  const { sheet } = options;
  if (sheet !== undefined) await checkNewFile(sheet);
  const lot = await station.registry.lots.find(name);
  const done = new DoneLabels();
  const summary = await runLot(cli, station, lot, {
    ...options,
    onEvent: (event) => {
      done.see(event);
    },
  });
  if (sheet !== undefined) await done.writeSheet(cli, station, lot, sheet);
  tell(cli, station, lot.name, summary);
  cli.signal.throwIfAborted();
  if (summary.trouble !== undefined) throw troubled(summary);
  if (options.untilDone === true && !isFull(lot, summary.counts)) {
    throw refused('not-done', `units of lot ${lot.name} are left`);
  }
}

function tell(cli: Cli, { words, json }: Station, lot: string, summary: RunSummary): void {
  const { counts, reason } = summary;
  if (json) cli.out.json({ event: 'summary', ...summary, lot });
  else {
    const why = words.screen.runEnds[reason];
    cli.out.print(words.commands.runEnded(lot, counts, why));
  }
}

const LOST: readonly string[] = ['registry-lost', 'lease-lost', 'station-busy'];

function troubled({ trouble = 'refused', why = '' }: RunSummary): CliError {
  const exitCode = LOST.includes(trouble) ? ExitCode.Link : ExitCode.Refused;
  return new CliError(exitCode, trouble, why);
}
