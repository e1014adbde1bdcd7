import { Output } from '../terminal/output.ts';
import type { Cli } from './cli.ts';
import { Interrupted } from './cli-error.ts';
import { ExitCode } from './exit-code.ts';
import { runCommand } from './run-command.ts';

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** A terminal and a launcher may both pass one Ctrl-C on. */
const SAME_PRESS_MS = 300;

/** Runs a command line in this process and ends it. */
export async function runProcess(args: readonly string[]): Promise<void> {
  const out = new Output(process.stdout, process.stderr);
  const interruption = new AbortController();
  watchSignals(interruption);
  let exitCode: number | undefined;
  const cli: Cli = {
    out,
    stdin: process.stdin,
    signal: interruption.signal,
    endWith: (code) => {
      exitCode = code;
    },
  };
  const failed = await runCommand(args, cli);
  await out.flush();
  if (out.failure !== undefined) {
    process.stderr.write(`fob: the output cannot be written (${out.failure}); it is not whole\n`);
    process.exit(failed ?? ExitCode.Link);
  }
  // A command that is done does not wait for what a native binding may still hold open.
  process.exit(failed ?? exitCode ?? 0);
}

/** The first signal lets the command end in good order, the second ends it as it is. */
function watchSignals(interruption: AbortController): void {
  let since = 0;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    const exitCode = SIGNALS[name];
    process.on(name, () => {
      if (!interruption.signal.aborted) {
        since = performance.now();
        interruption.abort(new Interrupted(exitCode));
      } else if (performance.now() - since > SAME_PRESS_MS) endAsItIs(name, exitCode);
    });
  }
}

/** An exit would wait for threads that hang in the system, as one that opens a file may. */
function endAsItIs(signal: NodeJS.Signals, exitCode: number): void {
  if (process.platform === 'win32') process.exit(exitCode);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}
