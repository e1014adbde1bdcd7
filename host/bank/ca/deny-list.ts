import {
  closeSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import * as v from 'valibot';
import { CaError } from './ca-error.ts';

const Listed = v.strictObject({
  revoked: v.array(
    v.strictObject({
      serial: v.pipe(v.string(), v.regex(/^[0-9A-F]{1,40}$/)),
      /** Unix milliseconds. */
      at: v.pipe(v.number(), v.integer(), v.minValue(0)),
    }),
  ),
});
type Entry = v.InferOutput<typeof Listed>['revoked'][number];

const MOST_BYTES = 8 << 20;

/**
 * Serials of revoked certificates, in a file: what another process adds counts at once. A file that
 * cannot be read lets nobody in: `has` throws `CaError`.
 */
export class DenyList {
  readonly #file: string;
  #seen = '';
  #entries = new Map<string, Entry>();

  constructor(file: string) {
    this.#file = file;
  }

  /** `serial`: hexadecimal, as Node tells it. */
  has(serial: string): boolean {
    this.#refresh();
    return this.#entries.has(serial.toUpperCase());
  }

  /**
   * Adds a serial; once is enough.
   * @throws CaError where another process adds one at this moment: none of both may be lost
   */
  add(serial: string, at: number): void {
    const temporary = `${this.#file}.new`;
    const descriptor = openNew(temporary);
    try {
      this.#refresh();
      const entries = new Map(this.#entries);
      entries.set(serial.toUpperCase(), { serial: serial.toUpperCase(), at });
      const text = `${JSON.stringify({ revoked: [...entries.values()] }, undefined, 2)}\n`;
      writeFileSync(descriptor, text, { flush: true });
      renameSync(temporary, this.#file);
      this.#entries = entries;
      this.#seen = '';
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    } finally {
      closeSync(descriptor);
    }
  }

  #refresh(): void {
    const found = statSync(this.#file, { throwIfNoEntry: false });
    const seen = found === undefined ? 'none' : `${found.ino} ${found.size} ${found.mtimeMs}`;
    if (seen === this.#seen) return;
    if (found !== undefined && found.size > MOST_BYTES) {
      throw new CaError(`${this.#file}: has more than eight megabytes`);
    }
    this.#entries = found === undefined ? new Map<string, Entry>() : this.#read();
    this.#seen = seen;
  }

  #read(): Map<string, Entry> {
    try {
      const { revoked } = v.parse(Listed, JSON.parse(readFileSync(this.#file, 'utf8')));
      return new Map(revoked.map((entry) => [entry.serial, entry]));
    } catch (error) {
      throw new CaError(`${this.#file}: is no list of revoked certificates: mend it`, {
        cause: error,
      });
    }
  }
}

/** A file that was not there: whoever makes it is the only one to write the list. */
function openNew(file: string): number {
  try {
    return openSync(file, 'wx', 0o600);
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    const why = isThere
      ? 'somebody else revokes at this moment: repeat it, and take this file away if it stays'
      : 'cannot be made';
    throw new CaError(`${file}: ${why}`, { cause: error });
  }
}
