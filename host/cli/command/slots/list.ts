import { nameOf } from '../../device/other-device.ts';
import { addTokenOption, slotToJson, type TokenOption, withToken } from '../../device/slots.ts';
import type { Define } from '../../program/cli.ts';
import { table } from '../../terminal/table.ts';

const HELP = `
Only what is loaded is shown; --json has the empty slots too. No PIN is asked.

Examples:
  $ fob slots list
  $ fob slots list --device nitrokey:5f11 --json`;

export const define: Define = (command, cli) => {
  addTokenOption(command)
    .addHelpText('after', HELP)
    .action(async (options: TokenOption) => {
      await withToken(cli, options, 'slots', async (device) => {
        const slots = await device.listSlots({ signal: cli.signal });
        if (options.json === true) {
          cli.out.json(slots.map(slotToJson));
          return;
        }
        const rows = slots.flatMap(({ slot, mode, loaded }) => {
          if (loaded === undefined) return [];
          const { name, digits, stepSeconds, counter } = loaded;
          const moving =
            stepSeconds === undefined ? `counter ${String(counter)}` : `${String(stepSeconds)} s`;
          return [[slot, mode.toUpperCase(), name, String(digits), moving]];
        });
        const head = ['SLOT', 'CODES', 'NAME', 'DIGITS', 'MOVED BY'];
        if (rows.length > 0) cli.out.print(table(cli.out.paint, head, rows));
        const empty = `${String(slots.length - rows.length)} of ${String(slots.length)} slots`;
        cli.out.note(`${empty} of ${await nameOf(device, cli.signal)} are empty.`);
      });
    });
};
