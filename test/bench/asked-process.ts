import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/**
 * A server in a process of its own, run by this Node.js. It tells how it stands once it is up, and
 * again at each word: as JSON, a line each. It ends when it is told no more.
 */
export class AskedProcess<State> {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(args: readonly string[]) {
    this.#child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const { stdout } = this.#child;
    if (stdout === null) throw new Error('the server has no output');
    this.#lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  }

  /** @param ask False for what it tells of itself when it is up. */
  async state(ask = true): Promise<State> {
    if (ask) this.#child.stdin?.write('\n');
    const line = await this.#lines.next();
    if (line.done === true) throw new Error('the server ended');
    return JSON.parse(line.value) as State;
  }

  end(): void {
    this.#child.stdin?.end();
  }
}
