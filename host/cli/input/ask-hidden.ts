import type { Cli } from '../program/cli.ts';
import { watchKeys } from '../terminal/keys.ts';

const MOST = 1024;

/**
 * Asks the person at the terminal for what nobody shall read over his shoulder: nothing of it is
 * shown. Undefined when he gives up (Ctrl-D, Esc). Rejects with the signal's reason.
 */
export async function askHidden(cli: Cli, question: string): Promise<string | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<string | undefined>();
  let typed: readonly string[] = [];
  const stop = (): void => {
    reject(cli.signal.reason instanceof Error ? cli.signal.reason : new Error('interrupted'));
  };
  cli.signal.throwIfAborted();
  cli.signal.addEventListener('abort', stop, { once: true });
  cli.out.notes.write(question);
  const letGo = watchKeys(cli.stdin, ({ name, text }) => {
    if (name === 'return') resolve(typed.join(''));
    else if (name === 'ctrl-c') process.kill(process.pid, 'SIGINT');
    else if (name === 'ctrl-d' || name === 'escape') resolve(undefined);
    else if (name === 'backspace') typed = typed.slice(0, -1);
    else if (text !== undefined && typed.length < MOST) typed = [...typed, text];
  });
  try {
    return await promise;
  } finally {
    letGo();
    cli.signal.removeEventListener('abort', stop);
    cli.out.notes.write('\n');
  }
}
