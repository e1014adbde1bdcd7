import type { ScenarioEnv } from './env.ts';
import { runsOf } from './matrix/runs.ts';
import type { Scalar, Scenario } from './model.ts';
import { ProblemList, type ReadingContext } from './read/cursor.ts';
import { describeNode, type MapNode } from './read/node.ts';
import { parseTree } from './read/yaml-tree.ts';
import { readRun } from './read-run.ts';
import { ScenarioError } from './scenario-error.ts';

/** A scenario file, and what it is called in messages. */
export interface ScenarioFile {
  readonly text: string;
  readonly file: string;
}

/** A run that has so many problems is not read on with other parameters. */
const ENOUGH_PROBLEMS = 100;

/**
 * Every run of a scenario file (docs/bench/scenarios.md), one for each cell of its matrix, the last
 * axis the fastest. `set` gives parameters other values than the file does; an axis of the matrix
 * becomes that one value.
 *
 * @throws ScenarioError with everything that is wrong, each with its line and column.
 */
export function readScenarios(
  { text, file }: ScenarioFile,
  env: ScenarioEnv,
  { set = {} }: { readonly set?: Readonly<Record<string, Scalar>> } = {},
): readonly Scenario[] {
  const tree = parseTree(text, file);
  if (tree.kind !== 'map') {
    const message = `${describeNode(tree)} is no scenario; a map that begins with scenario: and a name`;
    throw new ScenarioError([{ place: tree.place, field: '', message }]);
  }
  const problems = new ProblemList();
  const context: ReadingContext = {
    env,
    text,
    parameters: new Map(),
    problems,
    faultNames: keysIn(tree, 'faults'),
    readBefore: new WeakMap(),
    fobNames: keysIn(tree, 'given', 'others'),
  };
  const scenarios: Scenario[] = [];
  for (const parameters of runsOf(tree, context, set)) {
    const scenario = readRun(tree, parameters, { ...context, parameters });
    if (scenario !== undefined) scenarios.push(scenario);
    if (problems.size >= ENOUGH_PROBLEMS) break;
  }
  if (problems.size > 0) throw new ScenarioError(problems.inOrder());
  return scenarios;
}

/** The names that a map of the file gives, whatever else is wrong with it. */
function keysIn(file: MapNode, ...path: readonly string[]): readonly string[] {
  let map: MapNode = file;
  for (const name of path) {
    const value = map.entries.find(({ key }) => key === name)?.value;
    if (value?.kind !== 'map') return [];
    map = value;
  }
  return map.entries.map(({ key }) => key);
}
