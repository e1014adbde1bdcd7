import { CommanderError } from 'commander';
import type { Cli } from './cli.ts';
import { CliError, Interrupted, usage } from './cli-error.ts';
import { ExitCode } from './exit-code.ts';
import { buildProgram } from './program.ts';
import { useErrorText } from './use-error.ts';

/** Runs one command line; gives the exit code when it did not end well. */
export async function runCommand(args: readonly string[], cli: Cli): Promise<number | undefined> {
  try {
    refuseSecrets(args);
    await parse(args, cli);
    return undefined;
  } catch (error) {
    return await report(error, cli, args.includes('--json'));
  }
}

/** Arguments are seen by everybody who lists the processes, and kept in the shell's history. */
function refuseSecrets(args: readonly string[]): void {
  if (!args.some((arg) => /otpauth(-migration)?:/i.test(arg))) return;
  throw usage(
    'an otpauth: URI is a secret, and arguments are seen by everybody who lists the processes: ' +
      'give it on standard input with --uri -, or in a file with --uri FILE',
  );
}

async function parse(args: readonly string[], cli: Cli): Promise<void> {
  const words = args[0] === 'help' ? [...args.slice(1), '--help'] : args;
  const program = await buildProgram(cli, words);
  await program.parseAsync(words, { from: 'user' });
}

async function report(error: unknown, cli: Cli, json: boolean): Promise<number> {
  if (error instanceof CommanderError) return reportUse(error, cli, json);
  const { failureOf } = await import('./failure.ts');
  // What a command throws because it was told to stop matters less than that it was told.
  const reason: unknown = cli.signal.reason;
  const interrupted = cli.signal.aborted && reason instanceof Interrupted;
  const failure = failureOf(error);
  if (!interrupted || (failure.code !== 'interrupted' && failure.code !== 'internal')) {
    tell(cli, json, failure);
  }
  if (process.env['FOBKIT_DEBUG'] === '1' && error instanceof Error) {
    cli.out.note(error.stack ?? error.message);
  }
  return interrupted ? reason.exitCode : failure.exitCode;
}

/** Help and version end the parser by an error too; it has printed them already. */
function reportUse(error: CommanderError, cli: Cli, json: boolean): number {
  if (error.exitCode === 0) return ExitCode.Done;
  if (error.code === 'commander.help') return ExitCode.Usage;
  const failure = new CliError(ExitCode.Usage, 'usage', useErrorText(error));
  tell(cli, json, failure);
  return failure.exitCode;
}

type Told = Pick<CliError, 'code' | 'message'> & Partial<Pick<CliError, 'problems'>>;

function tell(cli: Cli, json: boolean, failure: Told): void {
  const { code, message, problems } = failure;
  if (json) cli.out.json({ error: { code, message, ...(problems && { problems }) } });
  cli.out.note(`fob: ${message}`);
}
