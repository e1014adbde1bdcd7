import {
  readScenarios,
  type Scalar,
  type Scenario,
  ScenarioError,
  type ScenarioFile,
} from '@fobkit/bench';
import { usage } from '../program/cli-error.ts';
import { scenarioEnv } from './scenario-env.ts';

export interface ReadingOptions {
  /** Parameters that have other values than the files say. */
  readonly set?: Readonly<Record<string, Scalar>>;
  /** Names of scenarios, with `*` for anything; all if empty. */
  readonly only?: readonly string[];
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
  files: readonly ScenarioFile[],
  { set = {}, only = [] }: ReadingOptions = {},
): readonly PlannedRun[] {
  const env = scenarioEnv();
  const problems: string[] = [];
  const runs = files.flatMap((file): readonly PlannedRun[] => {
    try {
      const scenarios = readScenarios(file, env, { set });
      return scenarios.map((scenario, cell) => ({ scenario, file, cell }));
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      problems.push(error.message);
      return [];
    }
  });
  if (problems.length > 0) throw usage(problems.join('\n'));
  refuseNamesakes(runs);
  return chosen(runs, only);
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
