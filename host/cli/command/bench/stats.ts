import { existsSync } from 'node:fs';
import {
  benchStatistics,
  FEW,
  type Grouping,
  GROUPINGS,
  type ProcessCapability,
  ratesOf,
  RecordStore,
  type StatisticsGroup,
} from '@fobkit/bench';
import { Option } from 'commander';
import { parseMoment } from '../../argument/moment.ts';
import { runName } from '../../bench/run/run-name.ts';
import { recordsFolder } from '../../bench/state-folders.ts';
import { addJsonOption } from '../../device/device-options.ts';
import type { Cli, Define, JsonOption } from '../../program/cli.ts';
import { usage } from '../../program/cli-error.ts';
import { counted } from '../../terminal/counted.ts';
import { table } from '../../terminal/table.ts';

const HELP = `
A unit is one scenario, with its parameters, on one fob. First-pass yield counts
what passed at once, final yield what passed in the end; INVALID and SKIPPED
runs are the bench's affair and judge no unit. Cp and Cpk are of each measured
value with limits, by scenario and parameters, with its number of values.

Examples:
  $ fob bench stats
  $ fob bench stats --by port --since 2026-11-01T00:00:00Z
  $ fob bench stats --by scenario --json`;

interface StatsOptions extends JsonOption {
  readonly records?: string;
  readonly by: Grouping;
  readonly since?: number;
}

export const define: Define = (command, cli) => {
  addJsonOption(command)
    .option('--records <folder>', 'where the records lie; in the state folder if left out')
    .addOption(new Option('--by <what>', 'a group each').choices(GROUPINGS).default('all'))
    .option('--since <time>', 'runs that began then or later', parseMoment)
    .addHelpText('after', HELP)
    .action((options: StatsOptions) => stats(cli, options));
};

async function stats(cli: Cli, options: StatsOptions): Promise<void> {
  const { by, json, records: folder = recordsFolder(), since } = options;
  if (options.records !== undefined && !existsSync(options.records)) {
    throw usage(`--records ${options.records}: there is no such folder`);
  }
  const store = await RecordStore.open(folder);
  const { damaged, records } = await store.read({ pictures: false });
  for (const { line, why } of damaged) cli.out.note(`${store.path}:${String(line)}: ${why}`);
  const wanted =
    since === undefined
      ? records
      : records.filter(({ started }) => Date.parse(started.utc) >= since * 1000);
  const groups = benchStatistics(wanted, by, records);
  if (groups.length === 0) cli.out.note(whyNone(store.path, records.length));
  if (json === true) cli.out.json({ format: 'fobkit statistics', version: 1, by, groups });
  else if (groups.length > 0) tell(cli, groups);
}

function whyNone(path: string, stored: number): string {
  if (stored === 0) return `no record of a run in ${path}`;
  return `none of the ${counted(stored, 'run')} in ${path} began at --since or later`;
}

function tell(cli: Cli, groups: readonly StatisticsGroup[]): void {
  const { out } = cli;
  const heads = ['GROUP', 'UNITS', 'RUNS', 'FIRST PASS', 'FINAL', 'RETESTED', 'INVALID', 'SKIPPED'];
  out.print(table(out.paint, heads, groups.map(yieldRow)));
  const values = groups.flatMap(({ capabilities, name }) =>
    capabilities.map((capability) => capabilityRow(name, capability)),
  );
  if (values.length > 0) {
    const columns = ['GROUP', 'VALUE', 'OF', 'N', 'MEAN', 'S', 'LIMITS', 'CP', 'CPK', '95 %'];
    out.print('');
    out.print(table(out.paint, columns, values));
    out.note(`* fewer than ${String(FEW)} values: Cp and Cpk say little.`);
  }
  for (const { name, reasons } of groups) {
    if (reasons.length === 0) continue;
    out.print(`\n${out.paint.bold(name)}`);
    for (const { count, reason } of reasons.slice(0, 10))
      out.print(`  ${String(count)} × ${reason}`);
  }
}

function yieldRow({ name, yield: counts }: StatisticsGroup): readonly string[] {
  const { final, firstPass, retest } = ratesOf(counts);
  return [
    name,
    String(counts.units),
    String(counts.runs),
    percent(firstPass),
    percent(final),
    percent(retest),
    String(counts.invalid),
    String(counts.skipped),
  ];
}

function capabilityRow(group: string, capability: ProcessCapability): readonly string[] {
  const {
    cp,
    cpk,
    cpkInterval,
    few,
    limits,
    mean,
    n,
    name,
    parameters,
    scenario,
    standardDeviation,
    unit,
  } = capability;
  const bounds = limits === undefined ? '' : `${bound(limits.min)} … ${bound(limits.max)}`;
  return [
    group,
    `${name}, ${unit}`,
    runName({ name: scenario, parameters }),
    `${String(n)}${few ? ' *' : ''}`,
    figure(mean),
    figure(standardDeviation),
    bounds,
    figure(cp),
    figure(cpk),
    cpkInterval === undefined ? '' : cpkInterval.map((one) => figure(one)).join(' … '),
  ];
}

function bound(limit: number | undefined): string {
  return limit === undefined ? '' : String(limit);
}

function figure(value: number | undefined): string {
  return value === undefined ? '' : String(Number(value.toPrecision(4)));
}

function percent(rate: number | undefined): string {
  return rate === undefined ? '' : `${(rate * 100).toFixed(1)} %`;
}
