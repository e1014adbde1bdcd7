import { topLevelHelp } from './help/top-level.ts';
import { VERSION } from './help/version.ts';

/**
 * Runs the command line and sets the exit status of the process (docs/cli.md, "Exit codes").
 * Help and version come from text that lies ready: the parser alone takes as long to load as
 * Node.js to start.
 */
export async function main(args: readonly string[]): Promise<void> {
  const [only] = args;
  if (args.length === 1 && (only === '--help' || only === '-h' || only === 'help')) {
    say(topLevelHelp);
  } else if (args.length === 1 && (only === '--version' || only === '-V' || only === '-v')) {
    say(`${VERSION}\n`);
  } else {
    const { runProcess } = await import('./program/run-process.ts');
    await runProcess(args);
  }
}

/** As `Output` does: whoever reads may leave early; nothing else that goes wrong is passed over. */
function say(text: string): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    process.stderr.write(`fob: the output cannot be written (${String(error.code)})\n`);
    process.exitCode = 3;
  });
  process.stdout.write(text);
}
