import { availableParallelism } from 'node:os';
import {
  benchDocument,
  RecordStore,
  type Scalar,
  type StepRecord,
  verdictOfAll,
} from '@fobkit/bench';
import type { Command } from 'commander';
import { wholeNumber } from '../../argument/number.ts';
import { collect } from '../../argument/collect.ts';
import { parseSetting } from '../../argument/setting.ts';
import { askOf } from '../../bench/ask-of.ts';
import { rigsOnBench } from '../../bench/bench-rigs.ts';
import { holdingFobs } from '../../bench/hold-fob.ts';
import { extrasInProcess, keepFailure, leavesBundle } from '../../bench/run/keep-failure.ts';
import { checkQualified } from '../../bench/qualify/qualification-standing.ts';
import { type PlannedRun, readAll } from '../../bench/read-all.ts';
import { bundlesFolder, recordsFolder } from '../../bench/state-folders.ts';
import {
  addRelyingPartyOption,
  type RelyingPartyOption,
  relyingPartyOf,
} from '../../bench/relying-party/relying-party.ts';
import { refuseSkips, type SkipsOption } from '../../bench/refuse-skips.ts';
import { inProcessRigs, type Rigs, rigsAt } from '../../bench/rig-source.ts';
import { runAll } from '../../bench/run/run-all.ts';
import { runProgress } from '../../bench/run/run-progress.ts';
import { scenarioFiles } from '../../bench/scenario-files.ts';
import { tellRuns } from '../../bench/run/tell-runs.ts';
import { checkExports, type ExportOptions, writeExports } from '../../bench/run/write-exports.ts';
import { addJsonOption } from '../../device/device-options.ts';
import { addKeyOptions, type KeyOptions } from '../../device/transport-key.ts';
import { makeFolder } from '../../input/make-folder.ts';
import type { Cli, Define, JsonOption } from '../../program/cli.ts';
import { CliError, usage } from '../../program/cli-error.ts';
import { ExitCode } from '../../program/exit-code.ts';

const HELP = `
Runs each scenario once for each cell of its matrix, on emulated fobs in this
process. --device names one fob instead, emulated or real, --bench a bench file
with instruments around fobs; hardware that is not named is never touched. Steps
that a rig cannot do are SKIPPED by name.

Exit status 0 when all passed, 1 on any FAIL, 2 on a wrong file or use, before
anything is armed, 3 on INVALID without FAIL, or on SKIPPED with --no-skips.

Examples:
  $ fob bench run library:dead-battery-batt-percent
  $ fob bench run library: --junit report.xml
  $ fob bench run library:lost-phone --relying-party bank:asahi-1303
  $ fob bench run my.yaml --set percent=3 --device hid:/dev/hidraw0`;

/** Fewer are done before threads have started. */
const WORTH_THREADS = 24;
const MOST_WORKERS = 256;
const MAX_SEED = 0xffff_ffff;

interface RunOptions
  extends JsonOption, KeyOptions, ExportOptions, SkipsOption, RelyingPartyOption {
  readonly device?: string;
  readonly bench?: string;
  readonly port?: string;
  readonly set?: Readonly<Record<string, Scalar>>;
  readonly only?: readonly string[];
  readonly seed?: number;
  readonly records?: string;
  readonly bundles?: string;
  readonly workers?: number;
  readonly qualified?: boolean;
}

export const define: Define = (command, cli) => {
  addRunOptions(command)
    .addHelpText('after', HELP)
    .action((words: readonly string[], options: RunOptions) => {
      const { device } = options;
      return holdingFobs(device === undefined ? [] : [device], () => run(cli, words, options));
    });
};

function addRunOptions(command: Command): Command {
  command
    .argument('<file...>', 'scenario files, folders with them, or library:NAME')
    .option('-d, --device <url>', 'a fob: its device id, sim:, serial:, hid:, usb: or tcp:')
    .option('-b, --bench <file>', 'a bench file: the fobs in the ports of a bench')
    .option('--port <name>', 'with --bench: the port of the fob under test')
    .option('--qualified', 'with --bench: refuse one without a valid qualification')
    .option('--no-skips', 'end with 3 when anything was SKIPPED')
    .option('--set <name=value>', 'give a parameter another value', parseSetting)
    .option('--only <name>', 'run this scenario alone; * is anything; again for more', collect)
    .option('--seed <n>', 'the dice of every run', wholeNumber(0, MAX_SEED))
    .option('--junit <file>', 'write JUnit XML')
    .option('--html <file>', 'write a report to look at, one HTML file')
    .option('--wsjf <folder>', 'write a WATS report (WSJF) of each run')
    .option('--wsjf-process <code>', 'process code that WATS knows', wholeNumber(0, 32_767))
    .option('--records <folder>', 'where records are kept; in the state folder if left out')
    .option(
      '--bundles <folder>',
      'where bundles of failing runs go; beside the records if left out',
    )
    .option('--workers <n>', 'threads side by side', wholeNumber(1, MOST_WORKERS));
  return addJsonOption(addKeyOptions(addRelyingPartyOption(command)));
}

async function run(cli: Cli, words: readonly string[], options: RunOptions): Promise<void> {
  const { only = [], seed } = options;
  const set = { ...options.set, ...(seed === undefined ? {} : { seed }) };
  const judge = await relyingPartyOf(options.relyingParty);
  const runs = readAll(cli, await scenarioFiles(cli, words), {
    set,
    only,
    json: options.json === true,
  });
  if (runs.length === 0) throw usage('there is nothing to run');
  await checkExports(options);
  if (options.bundles !== undefined) await makeFolder(options.bundles);
  const rigs = await rigsOf(cli, options);
  const kept = options.records ?? recordsFolder();
  await checkQualified(cli, rigs, { ...options, records: kept });
  const store = await RecordStore.open(kept);
  const progress = runProgress(cli.out, runs.length, () => performance.now());
  const bundles = new Map<string, string>();
  const { records, notBegun } = await runAll(runs, {
    rigs,
    set,
    judge,
    workers: workersOf(options, rigs, runs.length),
    signal: cli.signal,
    ...askOf(cli),
    ...(progress.at === undefined
      ? {}
      : {
          onStep: ({ scenario }: PlannedRun, step?: StepRecord) =>
            progress.at?.(scenario.name, step),
        }),
    onRecord: async ({ scenario }, record, extras) => {
      await store.append(record);
      if (leavesBundle(record) && !cli.signal.aborted) {
        const left = extras ?? (await extrasInProcess(scenario, record));
        bundles.set(
          record.runId,
          await keepFailure(options.bundles ?? bundlesFolder(), { scenario, record }, left),
        );
      }
      progress.done(record);
    },
  }).finally(() => {
    progress.stop();
  });
  if (options.json === true) cli.out.json(benchDocument(records, runs.length));
  else tellRuns(cli.out, records, bundles, notBegun);
  const verdict = verdictOfAll(records, runs.length);
  await writeExports(records, runs.length, options).catch((error: unknown) => {
    // A proven FAIL is told whatever comes after it.
    if (verdict !== 'FAIL' || !(error instanceof CliError)) throw error;
    cli.out.note(`fob: ${error.message}`);
  });
  cli.signal.throwIfAborted();
  if (verdict === 'FAIL') cli.endWith(ExitCode.Refused);
  if (verdict === 'INVALID') cli.endWith(ExitCode.Link);
  refuseSkips(cli, options, { what: 'run', verdicts: records.map((record) => record.verdict) });
}

async function rigsOf(cli: Cli, options: RunOptions): Promise<Rigs> {
  const { bench, device, port } = options;
  if (bench === undefined) {
    if (port !== undefined) throw usage('--port names a port of a bench: --bench is missing');
    return device === undefined ? inProcessRigs() : await rigsAt(cli, device, options);
  }
  if (device !== undefined) throw usage('--bench and --device exclude each other');
  return rigsOnBench(cli, { ...options, bench });
}

function workersOf({ workers }: RunOptions, { manifold }: Rigs, runs: number): number {
  if (workers === undefined) return runs < WORTH_THREADS ? 1 : availableParallelism();
  if (manifold || workers === 1) return workers;
  throw usage('--workers: one fob does one thing at a time');
}
