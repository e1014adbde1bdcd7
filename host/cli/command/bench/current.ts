import { randomBytes } from 'node:crypto';
import {
  type BenchRig,
  BenchRigs,
  type CurrentProfile,
  type LifeAssumptions,
  type LifeProjection,
  loadForPress,
  type Phase,
  profileCurrent,
  projectLife,
} from '@fobkit/bench';
import { RigError } from '@fobkit/client';
import { Option } from 'commander';
import { decimal, parseMillivolts, wholeNumber } from '../../argument/number.ts';
import { benchOptions, readingBench } from '../../bench/bench-rigs.ts';
import { presetOf } from '../../bench/scenario-env.ts';
import { addJsonOption } from '../../device/device-options.ts';
import type { Cli, Define, JsonOption } from '../../program/cli.ts';
import { usage } from '../../program/cli-error.ts';
import { facts } from '../../terminal/facts.ts';
import { startProgress } from '../../terminal/progress.ts';

const HELP = `
Feeds the fob in a port from the bench's supply, measures its current idle and
over one press, and projects how long a cell would last. A blank fob is loaded
for test before and wiped after, where its factory key is known; one that is
loaded is left as it is.

Examples:
  $ fob bench current --bench bench.yaml --port p1 --capacity 90 --presses 4`;

const SEED_LENGTH = 20;

interface CurrentOptions extends JsonOption {
  readonly bench: string;
  readonly port: string;
  readonly supply: number;
  readonly idle: number;
  readonly press: number;
  readonly every: number;
  readonly capacity: number;
  readonly presses: number;
  readonly selfDischarge: number;
  readonly usable: number;
}

export const define: Define = (command, cli) => {
  addJsonOption(command)
    .requiredOption('--bench <file>', 'the bench file')
    .requiredOption('--port <name>', 'the port that the fob is in')
    .addOption(
      new Option('--supply <voltage>', 'of the rail, in volts or as 3000mV')
        .argParser(parseMillivolts)
        .default(3000, '3V'),
    )
    .option('--idle <s>', 'how long it is watched idle', wholeNumber(1, 86_400), 20)
    .option('--press <s>', 'how long after the press', wholeNumber(1, 3600), 40)
    .option('--every <ms>', 'between two samples', wholeNumber(10, 60_000), 200)
    .option('--capacity <mAh>', 'of the cell', decimal(0.1, 100_000), 90)
    .option('--presses <n>', 'a day', decimal(0, 10_000), 4)
    .option('--self-discharge <%>', 'of the capacity, a year', decimal(0, 100), 1)
    .option('--usable <%>', 'of the capacity, before brown-out', decimal(1, 100), 90)
    .addHelpText('after', HELP)
    .action((options: CurrentOptions) => current(cli, options));
};

async function current(cli: Cli, options: CurrentOptions): Promise<void> {
  const rig = await portOf(cli, options);
  let profile: CurrentProfile;
  try {
    profile = await loadedAndMeasured(cli, rig, options);
  } finally {
    await rig.close();
  }
  const life = projectLife(profile, assumptions(options));
  if (options.json === true) {
    cli.out.json({ format: 'fobkit current', version: 1, deviceId: rig.deviceId, profile, life });
  } else cli.out.print(facts([...profileFacts(profile), ...lifeFacts(life)]));
}

async function portOf(cli: Cli, { bench, json = false, port }: CurrentOptions): Promise<BenchRig> {
  const options = await benchOptions(cli, bench);
  return readingBench(cli, json, () => new BenchRigs(options)).takePort(port);
}

/** Measures a fob that shows a code when it is pressed, or tells why it may not. */
async function loadedAndMeasured(
  cli: Cli,
  rig: BenchRig,
  options: CurrentOptions,
): Promise<CurrentProfile> {
  const { idle, press, supply } = options;
  const lack = rig.lacks('supply');
  if (lack !== undefined) throw new RigError('lacking', `supply: ${lack}`);
  await rig.act({ action: 'supply', millivolts: supply }, cli.signal);
  const parameters = presetOf(rig.profile);
  if (parameters === undefined) throw usage(`there is no fob type ${rig.profile}`);
  const seed = Uint8Array.from(randomBytes(SEED_LENGTH));
  const ready = await loadForPress(rig, { parameters, seed, signal: cli.signal });
  try {
    cli.out.note(`${String(idle)} s idle, then ${String(press)} s from a press on`);
    const profile = await measure(cli, rig, options);
    if (ready.doubt !== undefined) {
      cli.out.note(`fob: this press may cost less than one of a fob in use: ${ready.doubt}`);
    }
    return profile;
  } finally {
    await ready.undo();
  }
}

async function measure(cli: Cli, rig: BenchRig, options: CurrentOptions): Promise<CurrentProfile> {
  const samples = ((options.idle + options.press) * 1000) / options.every;
  const progress = startProgress(cli.out, Math.max(1, Math.round(samples)));
  try {
    return await profileCurrent(rig, {
      millivolts: options.supply,
      idleSeconds: options.idle,
      pressSeconds: options.press,
      everyMs: options.every,
      byHand: rig.pressedByHand,
      signal: cli.signal,
      onSample: (done, of) => {
        progress.update(done, `${String(done)} of ${String(of)} samples`);
      },
    });
  } finally {
    progress.stop();
  }
}

function assumptions(options: CurrentOptions): LifeAssumptions {
  return {
    capacity: options.capacity / 1000,
    pressesPerDay: options.presses,
    selfDischargePerYear: options.selfDischarge / 100,
    usable: options.usable / 100,
  };
}

type Rows = readonly (readonly [string, string])[];

function profileFacts({ idle, instrument, press, pressCharge }: CurrentProfile): Rows {
  return [
    ['idle', phaseText(idle)],
    ['press', phaseText(press)],
    ['a press costs', `${microamps(pressCharge)} µA·s beside the idle current`],
    ['measured by', instrument],
  ];
}

function lifeFacts({ meanCurrent, shares, years }: LifeProjection): Rows {
  const share = (part: number): string => `${(part * 100).toFixed(0)} %`;
  return [
    ['battery life', `${years.toFixed(1)} years at ${microamps(meanCurrent)} µA on average`],
    [
      'of that',
      `idle ${share(shares.idle)}, presses ${share(shares.presses)}, ` +
        `self-discharge ${share(shares.selfDischarge)}`,
    ],
  ];
}

function phaseText({ least, mean, most, samples, seconds }: Phase): string {
  const range = `${microamps(least)} … ${microamps(most)}`;
  return `${microamps(mean)} µA (${range}), ${String(samples)} samples in ${seconds.toFixed(1)} s`;
}

function microamps(amps: number): string {
  return (amps * 1_000_000).toFixed(2);
}
