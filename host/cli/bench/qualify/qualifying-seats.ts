import { type Bench, type BenchPort, readBench } from '@fobkit/bench';
import { toHex } from '@fobkit/protocol';
import { withFob } from '../../device/connect.ts';
import type { KeyOptions } from '../../device/transport-key.ts';
import { askLine } from '../../input/ask-line.ts';
import type { Cli } from '../../program/cli.ts';
import { noFob, usage } from '../../program/cli-error.ts';
import { benchOptions, readingBench, rigsOnBench } from '../bench-rigs.ts';
import { type Rigs, rigsAt } from '../rig-source.ts';
import { scenarioEnv } from '../scenario-env.ts';

export interface SeatOptions extends KeyOptions {
  readonly bench?: string;
  readonly device?: string;
  /** Port of the bench, device id, or device URL. */
  readonly golden: string;
  readonly knownBad: string;
  readonly json?: boolean;
}

/** A fob in its place, ready to be run on. */
export interface Seated {
  readonly deviceId: string;
  readonly port?: string;
  /** Name of its fob type. */
  readonly profile: string;
  readonly rigs: Rigs;
}

/** A rig, and how the two fobs get to where they are asked: by a person, where they share a place. */
export interface Seats {
  readonly rig: { readonly name: string; readonly sha256?: string };
  /** Where the fobs are that must be held meanwhile; a bench holds its ports itself. */
  readonly toHold: readonly string[];
  golden(): Promise<Seated>;
  knownBad(): Promise<Seated>;
}

/** @throws CliError for what is not in the bench file, or names one fob twice. */
export async function seatsOf(cli: Cli, options: SeatOptions): Promise<Seats> {
  const { bench, device, golden, knownBad } = options;
  if (golden === knownBad) throw usage('--golden and --known-bad name the same fob');
  if (bench === undefined) return device === undefined ? apart(cli, options) : atOne(cli, options);
  if (device !== undefined) throw usage('--bench and --device exclude each other');
  return onBench(cli, bench, options);
}

async function onBench(cli: Cli, file: string, options: SeatOptions): Promise<Seats> {
  const read = await benchOptions(cli, file);
  const bench = readingBench(cli, options.json, () => readBench(read));
  const ports = {
    golden: portOf(bench, '--golden', options.golden),
    knownBad: portOf(bench, '--known-bad', options.knownBad),
  };
  if (ports.golden === ports.knownBad) throw usage('--golden and --known-bad name the same port');
  const seat = async ({ deviceId, name, profile }: BenchPort): Promise<Seated> => ({
    deviceId,
    port: name,
    profile,
    rigs: await rigsOnBench(cli, { ...options, bench: file, port: name }),
  });
  return {
    rig: { name: `bench ${bench.name}`, sha256: bench.sha256 },
    toHold: [],
    golden: () => seat(ports.golden),
    knownBad: () => seat(ports.knownBad),
  };
}

function portOf(bench: Bench, option: string, word: string): BenchPort {
  const found = bench.ports.find(({ deviceId, name }) => name === word || deviceId === word);
  if (found !== undefined) return found;
  const ports = bench.ports.map(({ deviceId, name }) => `${name} (${deviceId})`).join(', ');
  throw usage(`${option} ${word}: bench ${bench.name} has no such port; it has ${ports}`);
}

/** Each fob where its own name leads. */
function apart(cli: Cli, options: SeatOptions): Seats {
  const { golden, knownBad } = options;
  return {
    rig: { name: 'fobs without a bench' },
    toHold: [golden, knownBad],
    golden: () => seatedAt(cli, golden, options),
    knownBad: () => seatedAt(cli, knownBad, options),
  };
}

/** One place, in which a person changes the fobs. */
function atOne(cli: Cli, options: SeatOptions): Seats {
  const { device = '', golden, knownBad } = options;
  if (cli.stdin.isTTY !== true) {
    throw usage('--device: nobody sits at the terminal to change the fobs; --bench needs nobody');
  }
  const seat = async (which: string, deviceId: string): Promise<Seated> => {
    await askLine(cli, `Put the ${which} fob ${deviceId} at ${device}, then press Enter: `);
    const seated = await seatedAt(cli, device, options);
    if (seated.deviceId === deviceId.toLowerCase()) return seated;
    const message = `the ${which} fob is ${deviceId}, and ${seated.deviceId} is at ${device}`;
    throw noFob('another-fob', message);
  };
  return {
    rig: { name: `fob at ${device}` },
    toHold: [device],
    golden: () => seat('golden', golden),
    knownBad: () => seat('known-bad', knownBad),
  };
}

async function seatedAt(cli: Cli, url: string, options: SeatOptions): Promise<Seated> {
  const { deviceId, model } = await withFob(cli, { device: url }, (fob) =>
    fob.getInfo({ signal: cli.signal }),
  );
  const names = scenarioEnv().profileNames;
  if (!names.includes(model)) {
    throw usage(`${url}: no fob type is called ${model}; fob profiles lists them`);
  }
  const rigs = await rigsAt(cli, url, options);
  return { deviceId: toHex(deviceId), profile: model, rigs };
}
