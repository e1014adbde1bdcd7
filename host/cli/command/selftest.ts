import type { PartResult, TestedPart } from '@fobkit/protocol';
import { withFob } from '../device/connect.ts';
import { namesOf } from '../device/describe.ts';
import { addDeviceOption, addJsonOption, type DeviceOption } from '../device/device-options.ts';
import type { Define } from '../program/cli.ts';
import { ExitCode } from '../program/exit-code.ts';
import { table } from '../terminal/table.ts';

const HELP = `
Exit status 1 when a part failed.

Examples:
  $ fob selftest
  $ fob selftest --json`;

/** What the value of each part says (docs/protocol/06-commands.md §6.5). */
const FINDINGS: Readonly<Record<TestedPart, (value: number) => string>> = {
  lcd: (value) => `${String(value)} dead segments`,
  flash: (value) => `${String(value)} damaged records`,
  clock: (value) => (value === 1 ? 'set' : 'lost'),
  battery: (value) => `${String(value)} mV`,
  button: (value) => (value === 1 ? 'stuck' : 'free'),
  crypto: () => '',
};

export const define: Define = (command, cli) => {
  addJsonOption(addDeviceOption(command))
    .addHelpText('after', HELP)
    .action(async (options: DeviceOption) => {
      await withFob(cli, options, async (fob) => {
        const { signal } = cli;
        const info = await fob.getInfo({ signal });
        const { ok, parts } = await fob.selfTest({ signal });
        if (options.json === true) cli.out.json({ ...namesOf(info), ok, parts });
        else cli.out.print(table(cli.out.paint, ['PART', 'RESULT', 'FINDING'], parts.map(row)));
        if (ok) return;
        const failed = parts.filter((part) => !part.ok).map(({ part }) => part);
        cli.out.note(`fob: the self-test failed: ${failed.join(', ')}`);
        cli.endWith(ExitCode.Refused);
      });
    });
};

function row({ part, ok, value }: PartResult): readonly string[] {
  return [part, ok ? 'ok' : 'FAILED', FINDINGS[part](value)];
}
