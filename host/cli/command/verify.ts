import { isPersonUrl } from '@fobkit/client';
import type { OtpauthKey } from '@fobkit/protocol';
import { parseMoment } from '../argument/moment.ts';
import { wholeNumber } from '../argument/number.ts';
import { withFob } from '../device/connect.ts';
import {
  addAnyDeviceOption,
  addJsonOption,
  type DeviceOption,
  deviceUrlOf,
} from '../device/device-options.ts';
import { readOtherCode } from '../device/other-code.ts';
import { isOtherUrl, withOther } from '../device/other-device.ts';
import { readFobCode } from '../device/read-code.ts';
import { type Reference, referenceFor } from '../device/reference.ts';
import { readOtpauth } from '../input/otpauth-input.ts';
import type { Cli, Define } from '../program/cli.ts';
import { refused, usage } from '../program/cli-error.ts';
import { facts } from '../terminal/facts.ts';
import { runningSimsOrNone } from '../sim/sims.ts';
import { formatUtc } from '../terminal/moment.ts';
import { checkCode, type Match } from '../verify/check-code.ts';

const HELP = `
The code is looked for by otplib, in the step of now and in those around it;
of an event-based key, in the counter of the URI and those ahead. Drift is how
far the fob's clock is from the time it is compared with: --at; the world time
of the emulated fob named by --device or --id, or of the only one that is up;
else the host's clock. Without a code, it is read from --device; person: asks
whoever sits here for it.

Exit status 1 when the code fits nowhere.

Examples:
  $ fob verify 287082 --uri token.uri
  $ fob code | xargs -I CODE fob verify CODE --uri token.uri
  $ fob verify 287082 --uri - --at 1970-01-01T00:00:59Z < token.uri
  $ fob verify --uri token.uri --device person:SKTH00000017`;

interface VerifyOptions extends DeviceOption {
  readonly uri: string;
  readonly at?: number;
  readonly window: number;
}

export const define: Define = (command, cli) => {
  addJsonOption(addAnyDeviceOption(command))
    .argument('[code]', 'the code that the fob shows; read from --device if left out')
    .requiredOption('--uri <file>', 'its otpauth: URI, in a file; - for standard input')
    .option('--at <time>', 'compare with this time', parseMoment)
    .option('--window <n>', 'how far to look, in steps or counters', wholeNumber(0, 1_000_000), 20)
    .addHelpText('after', HELP)
    .action(async (given: string | undefined, options: VerifyOptions) => {
      refuseTwoInputs(given, options);
      const key = await readOtpauth(cli, options.uri);
      const { digits } = key.parameters;
      const code = given ?? (await readCodeOf(cli, options, digits));
      const bare = code.replace(/[ -]/g, '');
      if (!/^\d+$/.test(bare)) throw usage('a code has digits only');
      if (bare.length !== digits) {
        throw usage(`the key has ${String(digits)} digits, the code ${String(bare.length)}`);
      }
      const reference = await referenceFor(await deviceIdOf(cli, options), options.at);
      const at = reference.unixMs() / 1000;
      const match = checkCode({ key, code: bare, at, window: options.window });
      if (match === undefined) throw refused('no-match', whyNot(key, options.window, reference));
      if (options.json === true) cli.out.json(toJson(key, match, at, reference));
      else cli.out.print(describe(key, match, at, reference));
    });
};

/** @throws CliError when there is no code, or when it would come with the URI. */
function refuseTwoInputs(given: string | undefined, options: VerifyOptions): void {
  if (given !== undefined) return;
  const url = deviceUrlOf(options);
  if (url === undefined) throw usage('give the code, or --device to read it from');
  if (options.uri === '-' && isPersonUrl(url)) {
    throw usage('URI and code cannot both come on standard input; give the URI in a file');
  }
}

/** The code of the device that is named, by itself. */
async function readCodeOf(cli: Cli, options: VerifyOptions, digits: number): Promise<string> {
  const url = deviceUrlOf(options);
  if (isOtherUrl(url)) {
    const read = withOther(cli, url, (device) => readOtherCode(cli, device, {}), { digits });
    return (await read).code;
  }
  return await withFob(cli, options, async (fob) => (await readFobCode(cli, fob)).code);
}

/** Whose world time counts: that of the emulated fob that is named, or of the only one. */
async function deviceIdOf(cli: Cli, options: VerifyOptions): Promise<string | undefined> {
  if (options.at !== undefined) return undefined;
  if (options.id !== undefined) return options.id;
  if (isOtherUrl(options.device)) return undefined;
  if (options.device === undefined) {
    const [only, ...others] = await runningSimsOrNone();
    return others.length === 0 ? only?.deviceId : undefined;
  }
  const sim = /^(?:sim:)?([0-9a-f]{16})$/i.exec(options.device)?.[1];
  if (sim !== undefined) return sim.toLowerCase();
  return await withFob(cli, options, async (fob) => (await fob.info()).deviceId);
}

function whyNot({ parameters }: OtpauthKey, window: number, reference: Reference): string {
  if (parameters.mode === 'hotp') {
    const last = parameters.counter + window;
    return `the code fits no counter from ${String(parameters.counter)} to ${String(last)}`;
  }
  return (
    `the code fits no step within ${String(window)} of ${reference.name}; ` +
    'the fob has another seed, or drifts further: try a larger --window'
  );
}

function toJson(
  { parameters }: OtpauthKey,
  { movingFactor, offset }: Match,
  at: number,
  reference: Reference,
): Record<string, unknown> {
  const { mode, stepSeconds } = parameters;
  if (mode === 'hotp') {
    return {
      valid: true,
      mode,
      counter: movingFactor,
      ahead: offset,
      nextCounter: movingFactor + 1,
    };
  }
  return {
    valid: true,
    mode,
    step: stepSeconds,
    counter: movingFactor,
    driftSteps: offset,
    driftSeconds: offset * stepSeconds,
    at,
    reference: reference.name,
  };
}

function describe(
  { parameters }: OtpauthKey,
  { movingFactor, offset }: Match,
  at: number,
  reference: Reference,
): string {
  const { mode, stepSeconds, t0 } = parameters;
  if (mode === 'hotp') {
    const ahead = offset === 0 ? 'as expected' : `${String(offset)} ahead`;
    return facts([
      ['verified', `counter ${String(movingFactor)}, ${ahead}`],
      ['next counter', String(movingFactor + 1)],
    ]);
  }
  const sign = offset > 0 ? '+' : '';
  const steps = `${sign}${String(offset)} steps, ${sign}${String(offset * stepSeconds)} s`;
  return facts([
    [
      'verified',
      `step ${String(movingFactor)}, from ${formatUtc(t0 + movingFactor * stepSeconds)}`,
    ],
    [reference.name, formatUtc(at)],
    ['drift', offset === 0 ? 'none: it is the step of now' : steps],
  ]);
}
