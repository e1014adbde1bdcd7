import { createInterface } from 'node:readline';
import type { Cli } from '../program/cli.ts';

/**
 * Asks the person at the terminal for a line; undefined when he ends the input instead (Ctrl-D).
 * Rejects with the signal's reason.
 */
export function askLine(cli: Cli, question: string): Promise<string | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<string | undefined>();
  if (cli.signal.aborted) return Promise.reject(reasonOf(cli.signal));
  const dialogue = createInterface({ input: cli.stdin, output: cli.out.notes });
  const stop = (): void => {
    reject(reasonOf(cli.signal));
    dialogue.close();
  };
  cli.signal.addEventListener('abort', stop, { once: true });
  dialogue.on('close', () => {
    cli.signal.removeEventListener('abort', stop);
    resolve(undefined);
  });
  // The terminal is in raw mode meanwhile: Ctrl-C is a key.
  dialogue.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  dialogue.question(question, (answer) => {
    resolve(answer);
    dialogue.close();
  });
  return promise;
}

function reasonOf({ reason }: AbortSignal): Error {
  return reason instanceof Error ? reason : new Error('interrupted');
}
