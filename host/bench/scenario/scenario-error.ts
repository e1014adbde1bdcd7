import type { Place } from './model.ts';

/** One thing that is wrong with a scenario file. */
export interface ScenarioProblem {
  readonly place: Place;
  /** Path of the field, as `steps[2].wait`; empty for the file as a whole. */
  readonly field: string;
  /** What is wrong, and what is possible. */
  readonly message: string;
}

/** The file is no scenario that can be run; everything that is wrong with it is told at once. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
  readonly problems: readonly ScenarioProblem[];

  constructor(problems: readonly ScenarioProblem[], options?: ErrorOptions) {
    super(problems.map(formatProblem).join('\n'), options);
    this.problems = problems;
  }
}

/** `file:line:column: field: what is wrong; what is possible`. */
export function formatProblem({ place, field, message }: ScenarioProblem): string {
  const { file, line, column } = place;
  return `${file}:${line}:${column}: ${field === '' ? '' : `${field}: `}${message}`;
}
