import {
  formatProblem,
  readScenarios,
  type Scalar,
  type Scenario,
  ScenarioError,
  type ScenarioFile,
  type ScenarioProblem,
} from '@fobkit/bench';
import type { Cli } from '../program/cli.ts';
import { type CliError, usage } from '../program/cli-error.ts';
import { counted } from '../terminal/counted.ts';
import { scenarioEnv } from './scenario-env.ts';

export interface ReadingOptions {
  /** Parameters that have other values than the files say. */
  readonly set?: Readonly<Record<string, Scalar>>;
  /** Names of scenarios, with `*` for anything; all if empty. */
  readonly only?: readonly string[];
  /** Whether the error is for a program: it then has every problem, in one line and as a list. */
  readonly json?: boolean;
}

/** A run to be, and where it was read. */
export interface PlannedRun {
  readonly scenario: Scenario;
  readonly file: ScenarioFile;
  /** Which of the file's runs it is. */
  readonly cell: number;
}

/**
 * Every run of every file. Nothing is armed before all of them are read.
 *
 * @throws CliError with everything that is wrong with any of them, line by line.
 */
export function readAll(
  cli: Pick<Cli, 'out'>,
  files: readonly ScenarioFile[],
  options: ReadingOptions = {},
): readonly PlannedRun[] {
  const { set = {}, only = [] } = options;
  const env = scenarioEnv();
  const problems: ScenarioProblem[] = [];
  const runs = files.flatMap((file): readonly PlannedRun[] => {
    try {
      const scenarios = readScenarios(file, env, { set });
      return scenarios.map((scenario, cell) => ({ scenario, file, cell }));
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      problems.push(...error.problems);
      return [];
    }
  });
  if (problems.length > 0) throw refusal(cli, problems, options);
  refuseNamesakes(runs);
  return chosen(runs, only);
}

/** A line of each problem for a person, and the one line of the error. */
function refusal(
  { out }: Pick<Cli, 'out'>,
  problems: readonly ScenarioProblem[],
  { json }: ReadingOptions,
): CliError {
  const lines = problems.map(formatProblem);
  if (json === true) {
    const told = problems.map(({ place, field, message }) => ({ ...place, field, message }));
    return usage(lines.join(' | '), { problems: told });
  }
  for (const line of lines) out.note(line);
  const files = [...new Set(problems.map(({ place }) => place.file))];
  const what = counted(problems.length, 'problem');
  return usage(`${what} in ${files.join(', ')}; nothing was armed, nothing run`);
}

/** Two scenarios of one name could not be told apart in a report. */
function refuseNamesakes(runs: readonly PlannedRun[]): void {
  const files = new Map<string, string>();
  for (const { scenario, file } of runs) {
    const other = files.get(scenario.name) ?? file.file;
    files.set(scenario.name, other);
    if (other === file.file) continue;
    throw usage(`${file.file}: the scenario ${scenario.name} is in ${other} too`);
  }
}

function chosen(runs: readonly PlannedRun[], only: readonly string[]): readonly PlannedRun[] {
  if (only.length === 0) return runs;
  for (const pattern of only) {
    if (runs.some(({ scenario }) => matches(scenario.name, pattern))) continue;
    const names = [...new Set(runs.map(({ scenario }) => scenario.name))].join(', ');
    throw usage(`--only ${pattern}: no scenario has that name; those read are ${names}`);
  }
  return runs.filter(({ scenario }) => only.some((pattern) => matches(scenario.name, pattern)));
}

function matches(name: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[^\w-]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(name);
}
