import { benchPlan, needsOfGiven, needsOfSteps, type Scalar, type Scenario } from '@fobkit/bench';
import type { RigCapability } from '@fobkit/client';
import { collect } from '../../argument/collect.ts';
import { parseSetting } from '../../argument/setting.ts';
import { type PlannedRun, readAll } from '../../bench/read-all.ts';
import { scenarioFiles } from '../../bench/scenario-files.ts';
import { addJsonOption } from '../../device/device-options.ts';
import type { Cli, Define, JsonOption } from '../../program/cli.ts';
import { counted } from '../../terminal/counted.ts';
import { formatSpan } from '../../terminal/moment.ts';
import { table } from '../../terminal/table.ts';

const HELP = `
Everything that is wrong is told with file, line and column. What a scenario
needs are capabilities of a rig; on a bench is how long it takes there, or what
no bench can do for it.

Examples:
  $ fob bench check library:
  $ fob bench check my.yaml --set percent=3 --json`;

interface CheckOptions extends JsonOption {
  readonly set?: Readonly<Record<string, Scalar>>;
  readonly only?: readonly string[];
}

/** What there is to know of a scenario without running it. */
interface Checked {
  readonly name: string;
  readonly file: string;
  readonly title: { readonly en: string; readonly ja: string | null };
  readonly runs: number;
  readonly needs: readonly RigCapability[];
  readonly equivalents: number;
  /** Seconds on a bench; null when no bench can do it. */
  readonly benchSeconds: number | null;
  /** What no bench can do. */
  readonly benchLacks: readonly string[];
}

export const define: Define = (command, cli) => {
  addJsonOption(command)
    .argument('<file...>', 'scenario files, folders with them, or library:NAME')
    .option('--set <name=value>', 'give a parameter another value', parseSetting)
    .option('--only <name>', 'read this scenario alone; * is anything; again for more', collect)
    .addHelpText('after', HELP)
    .action((words: readonly string[], options: CheckOptions) => check(cli, words, options));
};

async function check(cli: Cli, words: readonly string[], options: CheckOptions): Promise<void> {
  const { json, only = [], set = {} } = options;
  const runs = readAll(cli, await scenarioFiles(cli, words), { set, only, json: json === true });
  const checked = [...Map.groupBy(runs, ({ scenario }) => scenario.name).values()].map(checkOf);
  if (json === true) {
    cli.out.json(checked);
    return;
  }
  const heads = ['SCENARIO', 'RUNS', 'NEEDS', 'ON A BENCH'];
  cli.out.print(table(cli.out.paint, heads, checked.map(row)));
  cli.out.note(`${counted(checked.length, 'scenario')}, ${counted(runs.length, 'run')}`);
}

function checkOf(runs: readonly PlannedRun[]): Checked {
  const scenarios = runs.map(({ scenario }) => scenario);
  const [first] = runs;
  if (first === undefined) throw new RangeError('a group has a run');
  const plans = scenarios.map(benchPlan);
  const lacks = [...new Set(plans.flatMap((plan) => plan.lacks))];
  const seconds = plans.reduce((sum, plan) => sum + plan.seconds, 0);
  return {
    name: first.scenario.name,
    file: first.file.file,
    title: { en: first.scenario.title.en, ja: first.scenario.title.ja ?? null },
    runs: runs.length,
    needs: [...new Set(scenarios.flatMap(allNeeds))].sort(),
    equivalents: plans.reduce((most, { equivalents }) => Math.max(most, equivalents.length), 0),
    benchSeconds: lacks.length === 0 && Number.isFinite(seconds) ? seconds : null,
    benchLacks: lacks,
  };
}

function allNeeds({ faults, given, steps, teardown }: Scenario): readonly RigCapability[] {
  const armed = faults.size > 0 ? (['fault'] as const) : [];
  return [...armed, ...needsOfGiven(given), ...needsOfSteps([...steps, ...teardown])];
}

function row({ benchLacks, benchSeconds, name, needs, runs }: Checked): readonly string[] {
  const bench =
    benchSeconds === null ? `lacks ${benchLacks.join(', ') || 'time'}` : formatSpan(benchSeconds);
  return [name, String(runs), needs.join(', '), bench];
}
