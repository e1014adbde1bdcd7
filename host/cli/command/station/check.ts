import type { Cli, Define } from '../../program/cli.ts';
import { ExitCode } from '../../program/exit-code.ts';
import { fitted, widthOf } from '../../station/screen/line.ts';
import { checkStation } from '../../station/check-station.ts';
import {
  addStationOptions,
  type Station,
  type StationOptions,
  withStation,
} from '../../station/open-station.ts';

const HELP = `
Whether the registry opens and holds together, its key is guarded, the clock of
this computer agrees with it, who is signed in, what the golden fob found last,
and where fobs are plugged in. Exit status 3 when something is not in order.

Examples:
  $ fob station check
  $ fob station check --json`;

export const define: Define = (command, cli) => {
  addStationOptions(command)
    .addHelpText('after', HELP)
    .action(async (options: StationOptions) => {
      await withStation(cli, options, (station) => check(cli, station));
    });
};

async function check(cli: Cli, station: Station): Promise<void> {
  const { out } = cli;
  const findings = await checkStation(cli, station);
  const ok = findings.every((finding) => finding.ok);
  if (station.json) out.json({ ok, station: station.file.station, findings });
  else {
    const { told, commands } = station.words;
    const columns = Math.max(...findings.map(({ what }) => widthOf(commands.checked[what])));
    for (const { what, ok: well, found, mend } of findings) {
      const mark = well ? out.paint.green('ok ') : out.paint.red('!! ');
      const name = fitted(commands.checked[what], columns);
      const remedy = mend === undefined ? '' : `: ${told(mend)}`;
      out.print(`${mark} ${name}  ${told(found)}${remedy}`);
    }
  }
  if (!ok) cli.endWith(ExitCode.Link);
}
