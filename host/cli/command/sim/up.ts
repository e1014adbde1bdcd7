import { resolve } from 'node:path';
import { parseDeviceId } from '../../argument/device-id.ts';
import { parseMoment } from '../../argument/moment.ts';
import { wholeNumber } from '../../argument/number.ts';
import { addJsonOption } from '../../device/device-options.ts';
import { readProfile } from '../../input/read-profile.ts';
import type { Cli, Define, JsonOption } from '../../program/cli.ts';
import { CliError, usage } from '../../program/cli-error.ts';
import {
  addPlugOptions,
  type PlugOptions,
  plugsOf,
  warnOfNetwork,
} from '../../sim/plug-options.ts';
import { portInUse } from '../../sim/port-in-use.ts';
import { knownSims } from '../../sim/sims.ts';
import { startSims } from '../../sim/start-sims.ts';
import type { LaunchOptions, SimRecord } from '@fobkit/emulator/sims';
import { facts } from '../../terminal/facts.ts';

const HELP = `
Comes back when the fob is ready; the fob lives on until fob sim down. Without
a plug it gets a pseudo-terminal; it may have several. What --usbip serves,
fob sim attach makes a USB device of this machine. fob profiles lists the fob
types.

Examples:
  $ fob sim up
  $ fob sim up --profile generic --pty --json
  $ fob sim up --profile shinkin-hardware --tcp 127.0.0.1:4000
  $ fob sim up --usbip 127.0.0.1:3240 --count 3 --json
  $ fob sim up --count 3 --seed 7 --world 2026-01-01T00:00:00Z`;

const ATTACH = 'fob sim attach plugs what --usbip serves into this machine.';
const MOST = 1000;
const NAME = 'generic';

interface UpOptions extends JsonOption, PlugOptions {
  readonly profile?: string;
  readonly profileFile?: string;
  readonly count: number;
  readonly deviceId?: string;
  readonly seed?: number;
  readonly world?: number;
  readonly frozen?: boolean;
  readonly trace?: string;
}

export const define: Define = (command, cli) => {
  command
    .option('-p, --profile <name>', `fob type; ${NAME} if left out`)
    .option('--profile-file <file>', 'fob type of your own, as JSON');
  addPlugOptions(command)
    .option('-n, --count <n>', 'so many fobs', wholeNumber(1, MOST), 1)
    .option('--device-id <hex>', 'its device id, 16 hex digits', parseDeviceId)
    .option('--seed <n>', 'draws what differs from fob to fob', wholeNumber(0, 0xffff_ffff))
    .option('--world <time>', 'world time at which it begins; now if left out', parseMoment)
    .option('--frozen', 'world time moves only by fob sim advance')
    .option('--trace <file>', 'capture what passes its plugs to a pcapng file, for Wireshark');
  addJsonOption(command)
    .addHelpText('after', HELP)
    .action(async (options: UpOptions) => {
      const sims = (await start(await requestOf(cli, options))).map(toJson);
      warnOfNetwork(cli, options);
      if (options.json === true) cli.out.json(options.count === 1 ? sims[0] : sims);
      else for (const sim of sims) cli.out.print(describe(sim));
      if (options.usbip !== undefined && options.json !== true) cli.out.note(ATTACH);
    });
};

async function start(request: LaunchOptions): Promise<readonly SimRecord[]> {
  try {
    return await startSims(request);
  } catch (error) {
    throw (error instanceof CliError ? await portInUse(error) : undefined) ?? error;
  }
}

async function requestOf(cli: Cli, options: UpOptions): Promise<LaunchOptions> {
  const { count, deviceId, seed, world, frozen, trace } = options;
  if (deviceId !== undefined && count > 1)
    throw usage('--device-id is for one fob, not for --count');
  if (deviceId !== undefined) await refuseTwin(deviceId);
  return {
    profile: await profileOf(cli, options),
    count,
    plugs: plugsOf(options, count),
    ...(deviceId === undefined ? {} : { deviceIds: [deviceId] }),
    ...(seed === undefined ? {} : { seed }),
    ...(world === undefined ? {} : { unixTime: world }),
    ...(frozen === undefined ? {} : { frozen }),
    // The fob lives on in a process that stands elsewhere.
    ...(trace === undefined ? {} : { trace: resolve(trace) }),
  };
}

async function refuseTwin(deviceId: string): Promise<void> {
  const { up, failed, silent } = await knownSims();
  if (![...up, ...failed, ...silent].some((sim) => sim.deviceId === deviceId)) return;
  throw usage(`an emulated fob ${deviceId} is up already; a device id is there once`);
}

async function profileOf(
  cli: Cli,
  { profile, profileFile }: UpOptions,
): Promise<NonNullable<LaunchOptions['profile']>> {
  if (profileFile === undefined) return profile ?? NAME;
  if (profile !== undefined) throw usage('--profile and --profile-file exclude each other');
  return await readProfile(cli, profileFile);
}

/** The fields of the contract (docs/cli.md, "fob sim up"), in its order. */
function toJson(sim: SimRecord): SimUp {
  const { deviceId, profile, links, busId, usb, control, tokenFile, pid } = sim;
  return {
    deviceId,
    profile,
    links,
    ...(busId === undefined ? {} : { busId }),
    ...(usb === undefined ? {} : { usb }),
    control,
    tokenFile,
    pid,
  };
}

type SimUp = Omit<SimRecord, 'processStart' | 'startedAt' | 'logFile'>;

function describe(sim: SimUp): string {
  return facts([
    ['fob', `${sim.deviceId}, ${sim.profile}`],
    ...sim.links.map((link) => ['link', link] as const),
    ...(sim.usb ?? []).map((place) => ['usb', place] as const),
    ['control', sim.control],
  ]);
}
