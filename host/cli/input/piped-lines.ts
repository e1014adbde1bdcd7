import { StringDecoder } from 'node:string_decoder';
import type { Cli } from '../program/cli.ts';
import { usage } from '../program/cli-error.ts';

const MOST = 1024;

/** Standard input, line by line: one that is piped in and may never end. */
export class PipedLines {
  readonly #cli: Cli;
  readonly #decoder = new StringDecoder('utf8');
  #chunks: AsyncIterator<unknown> | undefined;
  #rest = '';
  #ended = false;

  constructor(cli: Cli) {
    this.#cli = cli;
  }

  /**
   * The next line without its end; undefined behind the last one. Rejects with the signal's reason.
   *
   * @param what Names it in errors: `the code`.
   */
  async next(what: string): Promise<string | undefined> {
    while (!this.#ended && !this.#rest.includes('\n')) await this.#readMore(what);
    const end = this.#rest.indexOf('\n');
    const line = end < 0 ? this.#rest : this.#rest.slice(0, end);
    const none = end < 0 && line === '';
    this.#rest = end < 0 ? '' : this.#rest.slice(end + 1);
    return none ? undefined : line.replace(/\r$/, '');
  }

  async #readMore(what: string): Promise<void> {
    const { stdin, signal } = this.#cli;
    signal.throwIfAborted();
    const stop = (): void => {
      stdin.destroy();
    };
    signal.addEventListener('abort', stop, { once: true });
    try {
      this.#chunks ??= stdin[Symbol.asyncIterator]();
      const step = await this.#chunks.next();
      this.#ended = step.done === true;
      const chunk: unknown = step.value;
      if (Buffer.isBuffer(chunk)) this.#rest += this.#decoder.write(chunk);
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
    }
    signal.throwIfAborted();
    if (this.#rest.length > MOST) throw usage(`${what}: too long; the most is ${String(MOST)}`);
  }
}
