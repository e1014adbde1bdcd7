import { ExitCode } from './exit-code.ts';

/** What ends a command: one line for people, a word for programs, an exit code for scripts. */
export class CliError extends Error {
  override readonly name = 'CliError';
  /** An `ExitCode`. */
  readonly exitCode: number;
  readonly code: string;

  constructor(exitCode: number, code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
    this.code = code;
  }
}

/** Wrong use or wrong input. */
export function usage(message: string, options?: ErrorOptions): CliError {
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
