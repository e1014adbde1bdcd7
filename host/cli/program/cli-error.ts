import { ExitCode } from './exit-code.ts';

/** One thing that is wrong with a file, for a program. */
export interface FileProblem {
  readonly file: string;
  /** From 1, as the column. */
  readonly line: number;
  readonly column: number;
  /** Path of the field, as `steps[2].wait`; empty for the file as a whole. */
  readonly field: string;
  readonly message: string;
}

export interface CliErrorOptions extends ErrorOptions {
  readonly problems?: readonly FileProblem[];
}

/** What ends a command: one line for people, a word for programs, an exit code for scripts. */
export class CliError extends Error {
  override readonly name = 'CliError';
  /** An `ExitCode`. */
  readonly exitCode: number;
  readonly code: string;
  /** Everything that is wrong with files that were read. */
  readonly problems: readonly FileProblem[] | undefined;

  constructor(exitCode: number, code: string, message: string, options: CliErrorOptions = {}) {
    const { problems, ...others } = options;
    super(message, others);
    this.problems = problems;
    this.exitCode = exitCode;
    this.code = code;
  }
}

/** Wrong use or wrong input. */
export function usage(message: string, options?: CliErrorOptions): CliError {
  return new CliError(ExitCode.Usage, 'usage', message, options);
}

/** A check said no. */
export function refused(code: string, message: string): CliError {
  return new CliError(ExitCode.Refused, code, message);
}

/** There is no fob to talk to. */
export function noFob(code: string, message: string): CliError {
  return new CliError(ExitCode.Link, code, message);
}

/** Ctrl-C, or what else asked the process to end. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly exitCode: number;

  constructor(exitCode: number) {
    super('interrupted');
    this.exitCode = exitCode;
  }
}
