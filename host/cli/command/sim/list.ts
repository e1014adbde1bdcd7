import { addJsonOption } from '../../device/device-options.ts';
import type { Define, JsonOption } from '../../program/cli.ts';
import { runningSims } from '../../sim/sims.ts';
import { table } from '../../terminal/table.ts';

const HELP = `
Examples:
  $ fob sim list
  $ fob sim list --json`;

export const define: Define = (command, cli) => {
  addJsonOption(command)
    .addHelpText('after', HELP)
    .action(async (options: JsonOption) => {
      const sims = await runningSims();
      if (options.json === true) {
        cli.out.json(sims);
        return;
      }
      if (sims.length === 0) {
        cli.out.note('No emulated fob is up. fob sim up starts one.');
        return;
      }
      const head = ['DEVICE ID', 'PROFILE', 'PID', 'LINKS', 'CONTROL'];
      const rows = sims.map(({ deviceId, profile, pid, links, control }) => [
        deviceId,
        profile,
        String(pid),
        links.join(' '),
        control,
      ]);
      cli.out.print(table(cli.out.paint, head, rows));
    });
};
