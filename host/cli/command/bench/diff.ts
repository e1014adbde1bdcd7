import {
  compareRuns,
  type DiffOptions,
  DEFAULT_TOLERANCE_MS,
  reasonText,
  type RunDifference,
  runScenario,
  type RunRecord,
  type Scalar,
} from '@fobkit/bench';
import { wholeNumber } from '../../argument/number.ts';
import { parseSetting } from '../../argument/setting.ts';
import { askOf } from '../../bench/ask-of.ts';
import { holdingFobs } from '../../bench/hold-fob.ts';
import { type PlannedRun, readAll } from '../../bench/read-all.ts';
import {
  addRelyingPartyOption,
  type RelyingPartyChoice,
  type RelyingPartyOption,
  relyingPartyOf,
} from '../../bench/relying-party/relying-party.ts';
import { inProcessRigs, type Rigs, rigsAt } from '../../bench/rig-source.ts';
import { runPorts } from '../../bench/run/run-ports.ts';
import { scenarioFiles } from '../../bench/scenario-files.ts';
import { painted } from '../../bench/run/tell-runs.ts';
import { addJsonOption } from '../../device/device-options.ts';
import { addKeyOptions, type KeyOptions } from '../../device/transport-key.ts';
import type { Cli, Define, JsonOption } from '../../program/cli.ts';
import { usage } from '../../program/cli-error.ts';
import { ExitCode } from '../../program/exit-code.ts';

const HELP = `
Runs each scenario on both fobs side by side and tells the first thing in which
they differ: a reply, a code, what the LCD showed, a time beyond the tolerance,
a verdict. "model" is the fob that fobkit emulates in this process. What tells
one fob from the other (device id, uptime, charge) is not compared.

Exit status 0 when they are alike, 1 at a difference, 2 on a wrong file or use,
3 when a run proves nothing.

Examples:
  $ fob bench diff library:year-end --left model --right sim:f0b1000000000001
  $ fob bench diff my.yaml --left model --right hid:/dev/hidraw0 --tolerance 99`;

const MAX_TOLERANCE_MS = 3_600_000;

interface DiffCommandOptions extends JsonOption, KeyOptions, RelyingPartyOption {
  readonly left: string;
  readonly right: string;
  readonly set?: Readonly<Record<string, Scalar>>;
  readonly rightSet?: Readonly<Record<string, Scalar>>;
  readonly ignore?: readonly string[];
  readonly tolerance: number;
}

export const define: Define = (command, cli) => {
  command
    .argument('<file...>', 'scenario files, folders with them, or library:NAME')
    .requiredOption('--left <fob>', 'model, a device id, sim:, serial:, hid:, usb: or tcp:')
    .requiredOption('--right <fob>', 'the other one')
    .option('--set <name=value>', 'give a parameter another value, on both', parseSetting)
    .option('--right-set <name=value>', 'give it another value on the right alone', parseSetting)
    .option('--ignore <field...>', 'fields of messages that may differ, as loaded.serialLabel')
    .option(
      '--tolerance <ms>',
      'how far times and clocks may be apart',
      wholeNumber(0, MAX_TOLERANCE_MS),
      DEFAULT_TOLERANCE_MS,
    );
  addJsonOption(addKeyOptions(addRelyingPartyOption(command)))
    .addHelpText('after', HELP)
    .action((words: readonly string[], options: DiffCommandOptions) => {
      const fobs = [options.left, options.right].filter((fob) => fob !== 'model');
      if (fobs.length === 2 && fobs[0] === fobs[1]) {
        throw usage('--left and --right name the same fob');
      }
      return holdingFobs(fobs, () => diff(cli, words, options));
    });
};

interface Compared {
  readonly scenario: string;
  readonly left: RunRecord;
  readonly right: RunRecord;
  readonly difference?: RunDifference;
}

async function diff(
  cli: Cli,
  words: readonly string[],
  options: DiffCommandOptions,
): Promise<void> {
  const { ignore = [], json = false, left, right, rightSet, set = {}, tolerance } = options;
  const judge = await relyingPartyOf(options.relyingParty);
  const files = await scenarioFiles(cli, words);
  const lefts = readAll(cli, files, { set, json });
  const rights = readAll(cli, files, { set: { ...set, ...rightSet }, json });
  if (lefts.length === 0) throw usage('there is nothing to run');
  if (lefts.length !== rights.length) throw usage('--right-set changes how many runs there are');
  const rigs = {
    left: await rigsOf(cli, left, options),
    right: await rigsOf(cli, right, options),
  };
  const rules = { ignore, toleranceMs: tolerance };
  const compared: Compared[] = [];
  for (const [index, run] of lefts.entries()) {
    const other = rights[index];
    if (other === undefined || cli.signal.aborted) break;
    compared.push(
      await compare(
        cli,
        { run, rigs: rigs.left, judge },
        { run: other, rigs: rigs.right, judge },
        rules,
      ),
    );
  }
  cli.signal.throwIfAborted();
  if (json)
    cli.out.json({ format: 'fobkit diff', version: 1, compared: compared.map(forMachines) });
  else for (const one of compared) tell(cli, one);
  endWith(cli, compared);
}

function rigsOf(cli: Cli, fob: string, keys: KeyOptions): Promise<Rigs> {
  return fob === 'model' ? Promise.resolve(inProcessRigs()) : rigsAt(cli, fob, keys);
}

interface Side {
  readonly run: PlannedRun;
  readonly rigs: Rigs;
  readonly judge: RelyingPartyChoice;
}

async function compare(cli: Cli, a: Side, b: Side, rules: DiffOptions): Promise<Compared> {
  const on = ({ judge, rigs, run }: Side): Promise<RunRecord> =>
    runScenario(
      run.scenario,
      runPorts(rigs.source, { ...judge, signal: cli.signal, ...askOf(cli) }),
    );
  const [left, right] = await Promise.all([on(a), on(b)]);
  const difference = compareRuns(left, right, rules);
  const { name: scenario } = a.run.scenario;
  return { scenario, left, right, ...(difference === undefined ? {} : { difference }) };
}

function forMachines({ difference, left, right, scenario }: Compared): unknown {
  const side = ({ device, rig, runId, verdict }: RunRecord): unknown => ({
    rig: rig.name,
    deviceId: device.deviceId,
    runId,
    verdict,
  });
  return { scenario, left: side(left), right: side(right), difference: difference ?? null };
}

function tell({ out }: Cli, { difference, left, right, scenario }: Compared): void {
  const { paint } = out;
  for (const run of [left, right].filter(provesNothing)) {
    const why = run.reasons.map(reasonText).join('; ');
    out.print(`${painted(paint, run.verdict)} ${scenario} on ${fobText(run)}: ${why}`);
  }
  if (provesNothing(left) || provesNothing(right)) return;
  if (difference === undefined) {
    const both = `both ${painted(paint, left.verdict)}`;
    out.print(`${paint.green('alike')}  ${scenario}: ${both}`);
    return;
  }
  const { at, context, kind, what } = difference;
  out.print(`${paint.red('differ')} ${scenario}: ${kind}, ${what}, +${(at / 1000).toFixed(3)} s`);
  for (const [side, run, value, lines] of [
    ['left', left, difference.left, context.left],
    ['right', right, difference.right, context.right],
  ] as const) {
    out.print(`  ${paint.bold(side)}  ${fobText(run)}: ${value}`);
    for (const line of lines) out.print(paint.dim(`    ${line}`));
  }
}

/** One that was not reached has told no device id. */
function fobText({ device: { deviceId }, rig }: RunRecord): string {
  return deviceId === '' ? rig.name : `${deviceId} (${rig.name})`;
}

/** What was not run whole cannot be compared. */
function provesNothing({ verdict }: RunRecord): boolean {
  return verdict === 'INVALID' || verdict === 'SKIPPED';
}

function endWith(cli: Cli, compared: readonly Compared[]): void {
  const proven = compared.filter(({ left, right }) => ![left, right].some(provesNothing));
  if (proven.some(({ difference }) => difference !== undefined)) cli.endWith(ExitCode.Refused);
  else if (proven.length < compared.length) cli.endWith(ExitCode.Link);
}
