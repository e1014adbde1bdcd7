import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Names that npm gives to its children and that would steer another npm. */
const STEERING = /^npm_(package|lifecycle|command|execpath|config_(local_prefix|workspace|prefix))/;

/** The environment without what npm and vitest add to it: what a user's shell has. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !STEERING.test(name) && !/^(VITEST|NODE_ENV$|NODE_OPTIONS$|INIT_CWD$)/.test(name),
  );
  return Object.fromEntries(kept);
}

/** Runs npm in a folder, on this Node.js where npm can be found, and resolves to its output. */
export async function npm(folder: string, args: readonly string[]): Promise<string> {
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error', '--no-update-notifier'];
  const npmCli = process.env['npm_execpath'] ?? '';
  const [file, first] = npmCli.endsWith('npm-cli.js') ? [process.execPath, [npmCli]] : ['npm', []];
  const { stdout } = await run(file, [...first, ...args, ...quiet], {
    cwd: folder,
    env: plainEnvironment(),
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}
