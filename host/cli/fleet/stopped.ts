import { CliError, Interrupted } from '../program/cli-error.ts';
import { ExitCode } from '../program/exit-code.ts';

/** What a command that was told to stop says: what it leaves undone. */
export function stopped({ reason }: AbortSignal, message: string): CliError {
  const exitCode = reason instanceof Interrupted ? reason.exitCode : ExitCode.Interrupted;
  return new CliError(exitCode, 'stopped', message, { cause: reason });
}
