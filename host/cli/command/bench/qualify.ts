import {
  type Qualification,
  QualificationStore,
  QUALIFYING_SCENARIOS,
  type Scalar,
} from '@fobkit/bench';
import { parsePercent, wholeNumber } from '../../argument/number.ts';
import { parseSetting } from '../../argument/setting.ts';
import { holdingFobs } from '../../bench/hold-fob.ts';
import { qualifyRig } from '../../bench/qualify/qualify-rig.ts';
import { type SeatOptions, seatsOf } from '../../bench/qualify/qualifying-seats.ts';
import { readAll } from '../../bench/read-all.ts';
import { recordsFolder } from '../../bench/state-folders.ts';
import { LIBRARY, scenarioFiles } from '../../bench/scenario-files.ts';
import { painted } from '../../bench/run/tell-runs.ts';
import { addJsonOption } from '../../device/device-options.ts';
import { addKeyOptions } from '../../device/transport-key.ts';
import type { Cli, Define, JsonOption } from '../../program/cli.ts';
import { usage } from '../../program/cli-error.ts';
import { ExitCode } from '../../program/exit-code.ts';
import type { Output } from '../../terminal/output.ts';
import { table } from '../../terminal/table.ts';

const HELP = `
Before a shift: runs a few scenarios on a fob that is known to be good, which
must pass all, on one that is known to be bad, which must fail, and on an
emulated fob of the golden one's type, which shows that the scenarios are right.
Values of the golden fob that moved since its first qualification block the rig.
fob bench run says when a bench has no valid qualification.

Exit status 0 when the rig is qualified, 1 when it is not, 2 on wrong use.

Examples:
  $ fob bench qualify --bench BENCH.yaml --golden port-1 --known-bad port-2
  $ fob bench qualify --golden f0b1000000000001 --known-bad f0b1000000000002`;

const SHIFT_HOURS = 8;
const MOST_HOURS = 168;

interface QualifyOptions extends SeatOptions, JsonOption {
  readonly set?: Readonly<Record<string, Scalar>>;
  readonly hours: number;
  readonly mostMove?: number;
  readonly newBaseline?: boolean;
  readonly records?: string;
}

export const define: Define = (command, cli) => {
  command
    .argument('[file...]', 'scenario files or library:NAME; a list of its own if left out')
    .option('-b, --bench <file>', 'a bench file')
    .option('-d, --device <url>', 'the one place in which both fobs are put by hand')
    .requiredOption('--golden <fob>', 'port or device id of the fob that is known to be good')
    .requiredOption('--known-bad <fob>', 'that of the fob that is known to be bad')
    .option('--hours <n>', 'how long it is valid', wholeNumber(1, MOST_HOURS), SHIFT_HOURS)
    .option(
      '--most-move <percent>',
      'of its limit span that a golden value may move; 10',
      parsePercent,
    )
    .option('--new-baseline', 'compare with no earlier qualification, and later ones with this')
    .option('--set <name=value>', 'give a parameter another value', parseSetting)
    .option('--records <folder>', 'where it is kept; in the state folder if left out');
  addJsonOption(addKeyOptions(command))
    .addHelpText('after', HELP)
    .action((words: readonly string[], options: QualifyOptions) => qualify(cli, words, options));
};

async function qualify(cli: Cli, words: readonly string[], options: QualifyOptions): Promise<void> {
  const { hours, json = false, mostMove, newBaseline = false, set = {} } = options;
  const files = await scenarioFiles(cli, words.length > 0 ? words : ownList());
  if (readAll(cli, files, { set, json }).length === 0) throw usage('there is nothing to run');
  const seats = await seatsOf(cli, options);
  const store = await QualificationStore.open(options.records ?? recordsFolder());
  const order = {
    files,
    set,
    hours,
    json,
    newBaseline,
    ...(mostMove === undefined ? {} : { mostMove: mostMove / 100 }),
  };
  const qualification = await holdingFobs(seats.toHold, () => qualifyRig(cli, seats, store, order));
  if (json) cli.out.json(qualification);
  else tell(cli.out, qualification);
  if (qualification.outcome !== 'QUALIFIED') cli.endWith(ExitCode.Refused);
}

function ownList(): readonly string[] {
  return QUALIFYING_SCENARIOS.map((name) => `${LIBRARY}${name}`);
}

function tell(out: Output, { fobs, outcome, reasons, rig, runs, validUntil }: Qualification): void {
  const { paint } = out;
  const rows = runs.map(({ role, scenario, verdict }) => {
    const { deviceId = 'in process', port = '' } = fobs.find((fob) => fob.role === role) ?? {};
    return [painted(paint, verdict), role, deviceId, port, scenario];
  });
  out.print(table(paint, ['VERDICT', 'FOB', 'DEVICE ID', 'PORT', 'SCENARIO'], rows));
  out.print('');
  if (outcome === 'QUALIFIED') {
    const until = validUntil.slice(0, 16).replace('T', ' ');
    out.print(`${paint.green(outcome)} ${rig.name}, until ${until} UTC`);
    return;
  }
  out.print(`${paint.red(outcome)} ${rig.name}`);
  for (const reason of reasons) out.print(`  ${reason}`);
}
