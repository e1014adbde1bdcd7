import { createHash } from 'node:crypto';
import { writeSync } from 'node:fs';

const LINES_AT_ONCE = 4096;
const STDOUT = 1;

/** Lines that are hashed, or written out for somebody who looks for a difference. */
export class EventLog {
  readonly #hash = createHash('sha256');
  readonly #shown: boolean;
  #lines: string[] = [];

  constructor(shown: boolean) {
    this.#shown = shown;
  }

  line(text: string): void {
    this.#lines.push(text);
    if (this.#lines.length >= LINES_AT_ONCE) this.#flush();
  }

  /** Writes the hash of all lines, unless the lines themselves were written. */
  end(): void {
    this.#flush();
    if (!this.#shown) writeSync(STDOUT, `${this.#hash.digest('hex')}\n`);
  }

  #flush(): void {
    const text = this.#lines.map((line) => `${line}\n`).join('');
    this.#lines = [];
    this.#hash.update(text);
    if (this.#shown) writeSync(STDOUT, text);
  }
}
