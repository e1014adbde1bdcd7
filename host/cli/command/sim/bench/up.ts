import type { BenchOrder, LaunchOptions, SimRecord } from '@fobkit/emulator/sims';
import { type Command, Option } from 'commander';
import { parseMoment } from '../../../argument/moment.ts';
import { decimal, wholeNumber } from '../../../argument/number.ts';
import { addJsonOption } from '../../../device/device-options.ts';
import { readFixtureScript } from '../../../input/read-fixture-script.ts';
import type { Cli, Define, JsonOption } from '../../../program/cli.ts';
import { startSims } from '../../../sim/start-sims.ts';
import { facts } from '../../../terminal/facts.ts';

const HELP = `
Each fob stands in a port of the bench: fed by a channel of a supply (SCPI)
in place of its cell, a relay across its button and one in its supply line,
a hub port where it has USB, all in one temperature chamber (Modbus). The
instruments are on TCP ports, pseudo-terminals and USB/IP, and the bench
file leads to them. They live on until fob sim down --all.

--script says how they misbehave (docs/bench/emulated-instruments.md).

Examples:
  $ fob sim bench up --fobs 2 --profile shinkin-hardware
  $ fob sim bench up --supply rigol-dp800 --chamber-by pty --json`;

const MOST = 24;

interface BenchUpOptions extends JsonOption {
  readonly fobs: number;
  readonly profile: string;
  readonly script?: string;
  readonly seed?: number;
  readonly world?: number;
  readonly supply?: NonNullable<BenchOrder['dialect']>;
  readonly supplyBy?: NonNullable<BenchOrder['supplyBy']>;
  readonly relay?: NonNullable<BenchOrder['relay']>;
  readonly chamber?: NonNullable<BenchOrder['chamber']>;
  readonly chamberBy?: NonNullable<BenchOrder['chamberBy']>;
  readonly chamberSpeed?: number;
}

export const define: Define = (command, cli) => {
  command
    .option('-n, --fobs <n>', 'so many fobs, one a port', wholeNumber(1, MOST), 1)
    .option('-p, --profile <name>', 'fob type', 'shinkin-hardware')
    .option('--script <file>', 'how the instruments misbehave, YAML or JSON')
    .option('--seed <n>', 'draws what differs from fob to fob', wholeNumber(0, 0xffff_ffff))
    .option('--world <time>', 'world time at which it begins; now if left out', parseMoment);
  addInstrumentOptions(command);
  addJsonOption(command)
    .addHelpText('after', HELP)
    .action(async (options: BenchUpOptions) => {
      const sims = await startSims(await requestOf(cli, options));
      const bench = sims[0]?.bench;
      if (bench === undefined) throw new Error('the process tells no bench');
      if (options.json === true) {
        cli.out.json({ bench: bench.file, instruments: bench.instruments, fobs: sims.map(fobOf) });
        return;
      }
      cli.out.print(
        facts([
          ['bench', bench.file],
          ...bench.instruments.map(({ address, name }) => [name, address] as const),
          ...sims.map(({ deviceId, profile }) => ['fob', `${deviceId}, ${profile}`] as const),
        ]),
      );
    });
};

function addInstrumentOptions(command: Command): void {
  command
    .addOption(
      new Option('--supply <dialect>', 'make of the supplies').choices([
        'rigol-dp800',
        'keysight-e36300a',
      ]),
    )
    .addOption(
      new Option('--supply-by <way>', 'SCPI over TCP, or on a terminal').choices(['tcp', 'pty']),
    )
    .addOption(
      new Option('--relay <way>', 'how relay boards are served').choices(['usbip', 'uhid']),
    )
    .addOption(
      new Option('--chamber <map>', 'registers of the chamber').choices([
        'watlow-f4',
        'watlow-f4t',
      ]),
    )
    .addOption(
      new Option('--chamber-by <way>', 'Modbus TCP, or RTU on a terminal').choices(['tcp', 'pty']),
    )
    .option(
      '--chamber-speed <n>',
      'the air of the chamber moves so much faster',
      decimal(0.01, 10_000),
    );
}

async function requestOf(cli: Cli, options: BenchUpOptions): Promise<LaunchOptions> {
  const { chamber, chamberBy, chamberSpeed, relay, script, seed, supply, supplyBy, world } =
    options;
  const { fobTypeOf } = await import('@fobkit/emulator');
  const wired = fobTypeOf(options.profile).wire !== 'none';
  return {
    profile: options.profile,
    count: options.fobs,
    plugs: wired ? [{ kind: 'pty' }] : [],
    ...(seed === undefined ? {} : { seed }),
    ...(world === undefined ? {} : { unixTime: world }),
    bench: {
      ...(supply === undefined ? {} : { dialect: supply }),
      ...(supplyBy === undefined ? {} : { supplyBy }),
      ...(relay === undefined ? {} : { relay }),
      ...(chamber === undefined ? {} : { chamber }),
      ...(chamberBy === undefined ? {} : { chamberBy }),
      ...(chamberSpeed === undefined ? {} : { chamberSpeed }),
      ...(script === undefined ? {} : { script: await readFixtureScript(cli, script) }),
    },
  };
}

/** Of the record of a fob, what is not told elsewhere. */
function fobOf({ control, deviceId, links, pid, profile, tokenFile }: SimRecord): object {
  return { deviceId, profile, links, control, tokenFile, pid };
}
