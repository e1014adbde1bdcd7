import {
  appendDriftLog,
  type DriftEstimate,
  type DriftKey,
  driftReading,
  type DriftReading,
  estimateDrift,
  readDriftLog,
} from '@fobkit/bench';
import type { OtpauthKey } from '@fobkit/protocol';
import { wholeNumber } from '../../argument/number.ts';
import { withFob } from '../../device/connect.ts';
import {
  addAnyDeviceOption,
  addJsonOption,
  type DeviceOption,
  deviceUrlOf,
} from '../../device/device-options.ts';
import { readOtherCode } from '../../device/other-code.ts';
import { isOtherUrl, withOther } from '../../device/other-device.ts';
import { readFobCode } from '../../device/read-code.ts';
import { type Reference, referenceFor } from '../../device/reference.ts';
import { readOtpauth } from '../../input/otpauth-input.ts';
import type { Cli, Define } from '../../program/cli.ts';
import { refused, usage } from '../../program/cli-error.ts';
import { facts } from '../../terminal/facts.ts';

const HELP = `
Reads one code, finds its time step, and adds to the log how far the fob's clock
may be off then: never the code. From readings hours and days apart follow the
drift in ppm and how sure that is. A code each day for a week tells a drift of
some ppm; the wider apart, the surer. The fob is compared with this machine's
clock, or with the world time of an emulated one: let NTP keep it.

Exit status 1 when the code fits no step, or no steady drift fits the readings.

Examples:
  $ fob bench drift --uri token.uri --log fob17.jsonl --device person:FOB-17
  $ fob bench drift --uri token.uri --log fob17.jsonl --device hid:/dev/hidraw0
  $ fob bench drift --log fob17.jsonl --report`;

const WINDOW = 240;

interface DriftOptions extends DeviceOption {
  readonly uri?: string;
  readonly log: string;
  readonly report?: boolean;
  readonly window: number;
}

export const define: Define = (command, cli) => {
  addJsonOption(addAnyDeviceOption(command))
    .requiredOption('--log <file>', 'the readings of this fob; made at the first one')
    .option('--uri <file>', 'its otpauth: URI, in a file; - for standard input')
    .option('--report', 'read no code: tell what the log says')
    .option('--window <n>', 'how far to look, in steps', wholeNumber(1, 1_000_000), WINDOW)
    .addHelpText('after', HELP)
    .action((options: DriftOptions) => drift(cli, options));
};

async function drift(cli: Cli, options: DriftOptions): Promise<void> {
  const before = await readDriftLog(options.log);
  if (options.report === true) {
    tell(cli, before, options);
    return;
  }
  if (options.uri === undefined) throw usage('--uri is wanted, or --report for the log alone');
  const key = driftKey(await readOtpauth(cli, options.uri));
  const reading = await readOne(cli, { key, before }, options);
  await appendDriftLog(options.log, reading);
  tell(cli, [...before, reading], options);
}

function driftKey({ parameters }: OtpauthKey): DriftKey {
  const { algorithm, digits, mode, secret, stepSeconds, t0 } = parameters;
  if (mode !== 'totp') throw usage('a fob by event has no clock that its codes could tell');
  return { seed: secret.reveal(), algorithm, digits, stepSeconds, t0 };
}

interface Known {
  readonly key: DriftKey;
  readonly before: readonly DriftReading[];
}

/** The code was made between the asking and the answer, however long a person takes. */
async function readOne(
  cli: Cli,
  { before, key }: Known,
  options: DriftOptions,
): Promise<DriftReading> {
  const reference = await referenceFor(await deviceIdOf(cli, options), undefined);
  const from = reference.unixMs() / 1000;
  const code = await readCode(cli, options, key.digits);
  const to = reference.unixMs() / 1000;
  const expected = expectedError(before, from);
  const reading = driftReading(key, { code, from, to }, { expected, window: options.window });
  if (reading !== undefined) return reading;
  throw refused('no-match', whyNot(options.window, reference));
}

function whyNot(window: number, reference: Reference): string {
  return (
    `the code fits no step within ${String(window)} of ${reference.name}: the fob has another ` +
    'seed, its clock is further off (try a larger --window), or the code was mistyped'
  );
}

/** Where the line through the readings so far leads. */
function expectedError(before: readonly DriftReading[], at: number): number {
  const estimate = estimateDrift(before);
  const last = before.at(-1);
  if (last === undefined) return 0;
  const middle = (last.low + last.high) / 2;
  if (estimate === undefined || 'contradiction' in estimate) return middle;
  return estimate.errorNow + ((at - last.at) * estimate.ppm) / 1_000_000;
}

async function deviceIdOf(cli: Cli, options: DriftOptions): Promise<string | undefined> {
  if (isOtherUrl(deviceUrlOf(options))) return undefined;
  return withFob(cli, options, async (fob) => (await fob.info({ signal: cli.signal })).deviceId);
}

async function readCode(cli: Cli, options: DriftOptions, digits: number): Promise<string> {
  const url = deviceUrlOf(options);
  if (!isOtherUrl(url)) {
    return withFob(cli, options, async (fob) => (await readFobCode(cli, fob)).code);
  }
  return withOther(cli, url, async (device) => (await readOtherCode(cli, device, {})).code, {
    digits,
  });
}

function tell(cli: Cli, readings: readonly DriftReading[], { json, log }: DriftOptions): void {
  const estimate = estimateDrift(readings);
  const last = readings.at(-1);
  if (last === undefined) throw usage(`${log}: no reading in it yet`);
  if (json === true) {
    cli.out.json({ format: 'fobkit drift', version: 1, readings, estimate: estimate ?? null });
  }
  if (estimate !== undefined && 'contradiction' in estimate) {
    const [a, b] = estimate.between.map(({ at }) => new Date(at * 1000).toISOString());
    throw refused(
      'no-steady-drift',
      `no steady drift goes through all readings of ${log}; those of ${String(a)} and ${String(b)} ` +
        'contradict the others: its temperature changed, its clock was set, or one is wrong',
    );
  }
  if (json === true) return;
  if (estimate === undefined) {
    cli.out.print(`error  ${seconds(last.low)} … ${seconds(last.high)}`);
    cli.out.note('The next reading, hours or days from now, tells the drift.');
    return;
  }
  cli.out.print(facts(estimateFacts(estimate)));
}

function estimateFacts(estimate: DriftEstimate): readonly (readonly [string, string])[] {
  const { bounds, errorNow, interval, ppm, readings, span } = estimate;
  return [
    ['drift', `${figure(ppm)} ppm, ${seconds(ppm * 31.5576)} a year`],
    ['95 %', `${figure(interval[0])} … ${figure(interval[1])} ppm`],
    ['surely', `${figure(bounds[0])} … ${figure(bounds[1])} ppm`],
    ['error now', seconds(errorNow)],
    ['readings', `${String(readings)} in ${(span / 86_400).toFixed(2)} d`],
  ];
}

function figure(value: number): string {
  return value.toFixed(Math.abs(value) < 100 ? 2 : 0);
}

function seconds(value: number): string {
  return `${value > 0 ? '+' : ''}${value.toFixed(1)} s`;
}
