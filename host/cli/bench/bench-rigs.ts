import {
  type BenchEnv,
  BenchFileError,
  BenchRigs,
  type BenchRigsOptions,
  nodeBenchEnv,
} from '@fobkit/bench';
import { FobDevice } from '@fobkit/client';
import { nodeEnv } from '@fobkit/client/node';
import { makeStateFolder, stateFolder } from '@fobkit/emulator/sims';
import { linkOf } from '../device/link-of.ts';
import { benchPerson } from '../input/bench-person.ts';
import { readBenchFile } from '../input/read-input.ts';
import type { Cli } from '../program/cli.ts';
import { usage } from '../program/cli-error.ts';
import { counted } from '../terminal/counted.ts';
import type { Rigs } from './rig-source.ts';
import { RunCapture } from './run-capture.ts';

export interface OnBench {
  /** The bench file. */
  readonly bench: string;
  /** The port of the fob under test; the first that fits if absent. */
  readonly port?: string;
  readonly json?: boolean;
}

/** The rigs of a bench file. @throws CliError with everything that is wrong with it. */
export async function rigsOnBench(cli: Cli, { bench, port, json }: OnBench): Promise<Rigs> {
  const capture = new RunCapture();
  const options = await benchOptions(cli, bench, capture);
  const named = { ...options, ...(port === undefined ? {} : { port }) };
  const source = readingBench(cli, json, () => new BenchRigs(named));
  return { source, manifold: false, capture };
}

/** What a bench needs of this machine and this user. */
export async function benchOptions(
  cli: Cli,
  file: string,
  capture?: RunCapture,
): Promise<BenchRigsOptions> {
  const text = await readBenchFile(cli, file);
  const state = stateFolder();
  makeStateFolder(state);
  return { text, file, env: benchEnv(cli, capture), stateFolder: state.path };
}

/**
 * What `work` gives. A wrong bench file becomes wrong use: a line of each fault for a person, for a
 * program all of them in the one line of the error.
 */
export function readingBench<T>({ out }: Pick<Cli, 'out'>, json = false, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof BenchFileError)) throw error;
    const lines = error.message.split('\n');
    if (json) throw usage(lines.join(' | '), { cause: error });
    for (const line of lines) out.note(line);
    const what = counted(lines.length, 'problem');
    throw usage(`${what} in the bench file; nothing was touched`, { cause: error });
  }
}

function benchEnv(cli: Cli, capture: RunCapture | undefined): BenchEnv {
  const person = benchPerson(cli);
  return nodeBenchEnv({
    connect: async (url, options) => {
      const link = await linkOf(url);
      const watched = capture === undefined ? link : capture.of(link, nodeEnv.clock);
      return FobDevice.connect(watched, nodeEnv, options);
    },
    ...(person === undefined ? {} : { person }),
  });
}
