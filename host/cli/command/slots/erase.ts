import { parseSlot } from '../../argument/slot.ts';
import { nameOf } from '../../device/other-device.ts';
import { addTokenOption, type TokenOption, withToken } from '../../device/slots.ts';
import { confirm } from '../../input/confirm.ts';
import { readPin } from '../../input/pin-input.ts';
import type { Define } from '../../program/cli.ts';
import { refused } from '../../program/cli-error.ts';

const HELP = `
The seed in the slot is gone for good. A wrong PIN costs a try, and the third in
a row blocks it (fob info tells how many are left).

Examples:
  $ fob slots erase totp0 --pin-file admin.pin
  $ fob slots erase hotp2 --pin-file - --yes < admin.pin`;

interface EraseOptions extends TokenOption {
  readonly pinFile: string;
  readonly yes?: boolean;
}

export const define: Define = (command, cli) => {
  addTokenOption(command)
    .argument('<slot>', 'hotp0 to hotp2, totp0 to totp14', parseSlot)
    .requiredOption('--pin-file <file>', 'the admin PIN, in a file; - for standard input')
    .option('-y, --yes', 'do not ask')
    .addHelpText('after', HELP)
    .action(async (slot: string, options: EraseOptions) => {
      await withToken(cli, options, 'program-slots', async (device) => {
        const { signal } = cli;
        const name = await nameOf(device, signal);
        if (options.yes !== true && !(await confirm(cli, `Erase slot ${slot} of ${name}?`))) {
          throw refused('not-confirmed', 'nothing was erased');
        }
        const pin = await readPin(cli, options.pinFile, 'the admin PIN');
        try {
          const session = await device.openSlots(pin, { signal });
          await session.eraseSlot(slot, { signal });
        } finally {
          pin.wipe();
        }
        const { deviceId = null } = await device.info({ signal });
        if (options.json === true) cli.out.json({ deviceId, slot, erased: true });
        else cli.out.print(`Slot ${slot} of ${name} is empty.`);
      });
    });
};
