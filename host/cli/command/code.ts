import type { CodeReading, FobInfo } from '@fobkit/protocol';
import { wholeNumber } from '../argument/number.ts';
import { withFob } from '../device/connect.ts';
import { namesOf } from '../device/describe.ts';
import {
  addAnyDeviceOption,
  addJsonOption,
  type DeviceOption,
  deviceUrlOf,
} from '../device/device-options.ts';
import { readOtherCode, tellOtherCode } from '../device/other-code.ts';
import { isOtherUrl, type OtherUrl, withOther } from '../device/other-device.ts';
import { readFobCode } from '../device/read-code.ts';
import { watchCodes } from '../device/watch-codes.ts';
import { whyNoCode } from '../device/why-no-code.ts';
import type { Cli, Define } from '../program/cli.ts';
import { usage } from '../program/cli-error.ts';
import { formatUtc } from '../terminal/moment.ts';

const HELP = `
The code alone goes to standard output, its time to standard error. A fob of
purpose production wants its button pressed; fob waits for that 30 seconds.
Of an event-based fob each reading uses up a counter. Behind the address of a
Nitrokey goes the slot; it is told the time first. person: asks whoever sits
here to press a fob without a wire and to type what it shows, or takes the code
that is piped in.

Examples:
  $ fob code
  $ fob code --watch
  $ fob code --challenge 12345678
  $ fob code --device serial:/dev/pts/4 --json
  $ fob code --device nitrokey:5f11#totp0
  $ fob code --device person:SKTH00000017?digits=6`;

interface CodeOptions extends DeviceOption {
  readonly watch?: boolean;
  readonly count?: number;
  readonly challenge?: string;
  readonly pinFile?: string;
}

export const define: Define = (command, cli) => {
  addJsonOption(addAnyDeviceOption(command))
    .option('-w, --watch', 'print each new code as the clock of the fob comes to it')
    .option('-n, --count <n>', 'with --watch: end after so many codes', wholeNumber(1, 1_000_000))
    .option('-q, --challenge <question>', 'OCRA: the question')
    .option('--pin-file <file>', 'a Nitrokey whose codes want it: the user PIN; - for stdin')
    .addHelpText('after', HELP)
    .action(async (options: CodeOptions) => {
      if (options.count !== undefined && options.watch !== true) {
        throw usage('--count goes with --watch');
      }
      const url = deviceUrlOf(options);
      if (isOtherUrl(url)) {
        await readOther(cli, url, options);
        return;
      }
      if (options.pinFile !== undefined) throw usage('--pin-file goes with --device nitrokey:');
      await withFob(cli, options, async (fob) => {
        const info = await fob.getInfo({ signal: cli.signal });
        const tell = (reading: CodeReading): void => {
          print(cli, options, info, reading);
        };
        const read = (): Promise<CodeReading> => readFobCode(cli, fob, options.challenge);
        try {
          if (options.watch === true)
            await watchCodes(cli, info, { read, tell, count: options.count });
          else tell(await read());
        } catch (error) {
          throw await whyNoCode(cli, fob, error);
        }
      });
    });
};

async function readOther(cli: Cli, url: OtherUrl, options: CodeOptions): Promise<void> {
  if (options.watch === true)
    throw usage(`--watch goes with fobs that tell their time, not ${url}`);
  await withOther(cli, url, async (device) => {
    const reading = await readOtherCode(cli, device, options);
    await tellOtherCode(cli, device, reading, options.json === true);
  });
}

function print(cli: Cli, options: CodeOptions, info: FobInfo, reading: CodeReading): void {
  const { code, mode, unixTime, stepSeconds, movingFactor, secondsLeft } = reading;
  if (options.json === true) {
    cli.out.json({
      ...namesOf(info),
      code,
      unixTime: unixTime ?? null,
      step: stepSeconds ?? null,
      mode,
      counter: movingFactor ?? null,
      secondsLeft: secondsLeft ?? null,
    });
    return;
  }
  cli.out.print(code);
  const of = info.loaded?.serialLabel ?? namesOf(info).deviceId;
  const when = unixTime === undefined ? '' : `, ${formatUtc(unixTime)} by its clock`;
  const left = secondsLeft === undefined ? '' : `, ${String(secondsLeft)} s left`;
  const counter = mode === 'hotp' ? `, counter ${String(movingFactor ?? '')}` : '';
  cli.out.note(cli.out.paint.dim(`${of}${counter}${when}${left}`));
}
