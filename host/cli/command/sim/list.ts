import { addJsonOption } from '../../device/device-options.ts';
import type { Define, JsonOption } from '../../program/cli.ts';
import { knownSims } from '../../sim/sims.ts';
import { table } from '../../terminal/table.ts';

const HELP = `
Examples:
  $ fob sim list
  $ fob sim list --json`;

const STATES = ['up', 'failed', 'silent', 'stale'] as const;
const TOLD = { failed: 'failed', silent: 'does not answer', stale: 'gone' } as const;

export const define: Define = (command, cli) => {
  addJsonOption(command)
    .addHelpText('after', HELP)
    .action(async (options: JsonOption) => {
      const census = await knownSims();
      const rows = STATES.flatMap((state) => census[state].map((sim) => ({ ...sim, state })));
      if (options.json === true) {
        cli.out.json(rows);
        return;
      }
      if (rows.length === 0) {
        cli.out.note('No emulated fob is up. fob sim up starts one.');
        return;
      }
      const head = ['DEVICE ID', 'PROFILE', 'PID', 'LINKS', 'CONTROL'];
      const cells = rows.map(({ deviceId, profile, pid, links, usb = [], control, state }) => [
        deviceId,
        profile,
        String(pid),
        [...links, ...usb].join(' '),
        state === 'up' ? control : TOLD[state],
      ]);
      cli.out.print(table(cli.out.paint, head, cells));
      for (const sim of [...census.failed, ...census.stale]) {
        const { logFile, pid } = sim;
        cli.out.note(
          logFile === undefined
            ? `The process ${String(pid)} left no word, as one that was killed. fob sim down --all clears it away.`
            : `What the process ${String(pid)} said: ${logFile}`,
        );
      }
    });
};
