import type { FobDevice } from '@fobkit/client';
import type { CodeReading, FobInfo } from '@fobkit/protocol';
import { wholeNumber } from '../argument/number.ts';
import { withFob } from '../device/connect.ts';
import { namesOf } from '../device/describe.ts';
import { addDeviceOption, addJsonOption, type DeviceOption } from '../device/device-options.ts';
import { watchCodes } from '../device/watch-codes.ts';
import { whyNoCode } from '../device/why-no-code.ts';
import type { Cli, Define } from '../program/cli.ts';
import { usage } from '../program/cli-error.ts';
import { formatUtc } from '../terminal/moment.ts';

const HELP = `
The code alone goes to standard output, its time to standard error. A fob of
purpose production wants its button pressed; fob waits for that 30 seconds.
Of an event-based fob each reading uses up a counter.

Examples:
  $ fob code
  $ fob code --watch
  $ fob code --challenge 12345678
  $ fob code --device serial:/dev/pts/4 --json`;

/** As long as a person may take to find the button, and as long as a press holds. */
const PRESS_WAIT_MS = 30_000;

interface CodeOptions extends DeviceOption {
  readonly watch?: boolean;
  readonly count?: number;
  readonly challenge?: string;
}

export const define: Define = (command, cli) => {
  addJsonOption(addDeviceOption(command))
    .option('-w, --watch', 'print each new code as the clock of the fob comes to it')
    .option('-n, --count <n>', 'with --watch: end after so many codes', wholeNumber(1, 1_000_000))
    .option('-q, --challenge <question>', 'OCRA: the question')
    .addHelpText('after', HELP)
    .action(async (options: CodeOptions) => {
      if (options.count !== undefined && options.watch !== true) {
        throw usage('--count goes with --watch');
      }
      await withFob(cli, options, async (fob) => {
        const info = await fob.getInfo({ signal: cli.signal });
        const tell = (reading: CodeReading): void => {
          print(cli, options, info, reading);
        };
        const read = (): Promise<CodeReading> => readOne(cli, options, fob);
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

function readOne(cli: Cli, options: CodeOptions, fob: FobDevice): Promise<CodeReading> {
  const { challenge } = options;
  return fob.readCode({
    signal: cli.signal,
    waitForPressMs: PRESS_WAIT_MS,
    onPressWanted: () => {
      cli.out.note('Press the button of the fob; it has 30 seconds.');
    },
    ...(challenge === undefined ? {} : { challenge }),
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
