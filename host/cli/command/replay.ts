import { CompareRules } from '@fobkit/client';
import { wholeNumber } from '../argument/number.ts';
import { parseTcpAddress, type TcpAddress } from '../argument/tcp-address.ts';
import { addDeviceOption, addJsonOption, type DeviceOption } from '../device/device-options.ts';
import type { Cli, Define } from '../program/cli.ts';
import { usage } from '../program/cli-error.ts';
import { askDevice } from '../replay/ask-device.ts';
import { readTalk } from '../replay/read-talk.ts';
import { serveHost } from '../replay/serve-host.ts';
import { tellReport } from '../replay/tell-report.ts';

const HELP = `
Sends what the host said in a capture to a fob, emulated or real, and compares
what it answers; or, as a device, answers a host as the fob did. Ends at the
first byte that is another, with exit code 1. Clocks, measurements, sealed
boxes and what the capture masks are not compared: docs/captures.md.

Examples:
  $ fob info --trace fob.pcapng && fob replay fob.pcapng
  $ fob replay fob.pcapng --device serial:/dev/ttyACM0 --ignore deviceId,loaded
  $ fob replay fob.pcapng --as-device --tcp 127.0.0.1:4000`;

const MOST_LINKS = 100_000;
const LONGEST_MS = 600_000;

interface ReplayOptions extends DeviceOption {
  readonly asDevice?: boolean;
  readonly pty?: boolean;
  readonly tcp?: TcpAddress | true;
  readonly link?: number;
  readonly exact?: boolean;
  readonly ignore?: readonly string[];
  readonly pace?: boolean;
  readonly timeout: number;
}

export const define: Define = (command, cli) => {
  command
    .argument('<file>', 'a capture: --trace makes them, Wireshark and usbmon too')
    .option(
      '--link <n>',
      'which link of the capture, if it has several',
      wholeNumber(1, MOST_LINKS),
    )
    .option('--as-device', 'play the fob, for a host; else the host, for a fob')
    .option('--pty', 'as a device on a pseudo-terminal, which is usual')
    .option(
      '--tcp [host:port]',
      'as a device on a TCP port; any free one if left out',
      parseTcpAddress,
    )
    .option('--exact', 'compare clocks and measurements too')
    .option('--ignore <fields>', 'do not compare these: deviceId,loaded.serialLabel', parseFields)
    .option('--pace', 'keep the captured time between requests')
    .option('--timeout <ms>', 'how long an answer is waited for', wholeNumber(1, LONGEST_MS), 1000);
  addJsonOption(addDeviceOption(command))
    .addHelpText('after', HELP)
    .action(async (file: string, options: ReplayOptions) => {
      checkRole(options);
      await replay(cli, file, options);
    });
};

async function replay(cli: Cli, file: string, options: ReplayOptions): Promise<void> {
  const talk = await readTalk(cli, file, options.link);
  const json = options.json === true;
  if (options.asDevice !== true) {
    tellReport(cli, { file, talk, role: 'host', json, ...(await askDevice(cli, talk, options)) });
    return;
  }
  const served = await serveHost(cli, talk, options, (link) => {
    if (json) cli.out.json({ link });
    else cli.out.print(`The fob of the capture is at ${link}`);
  });
  tellReport(cli, { file, talk, role: 'device', json, ...served });
}

/** @throws CliError when options of the other role are given. */
function checkRole({ asDevice, pty, tcp, device, id, trace, pace }: ReplayOptions): void {
  if (asDevice === true) {
    const reached = device ?? id ?? trace;
    if (reached !== undefined || pace === true) {
      throw usage('--device, --id, --trace and --pace are for a replay as a host, not --as-device');
    }
    if (pty === true && tcp !== undefined) throw usage('--pty and --tcp exclude each other');
  } else if (pty === true || tcp !== undefined) {
    throw usage('--pty and --tcp say where the fob of the capture is: with --as-device');
  }
}

function parseFields(text: string): readonly string[] {
  const ignore = text.split(',').map((field) => field.trim());
  // Refuses what is no field, before anything is opened.
  new CompareRules({ ignore });
  return ignore;
}
