import { UsageError } from '@fobkit/protocol';
import type { Way } from './kind.ts';

/** The argument words of one fault, taken one after the other. */
export class Words {
  readonly #kind: string;
  readonly #usage: string;
  readonly #words: readonly string[];
  #next = 0;

  /** `usage` is what the table says of the arguments, for the messages. */
  constructor(kind: string, usage: string, words: readonly string[]) {
    this.#kind = kind;
    this.#usage = usage;
    this.#words = words;
  }

  /** The next word without taking it. */
  get peek(): string | undefined {
    return this.#words[this.#next];
  }

  take(): string | undefined {
    const word = this.peek;
    this.#next++;
    return word;
  }

  /** A number; `usual` where there is no word left. */
  number(is: { readonly from: number; readonly to: number; readonly usual?: number }): number {
    const word = this.take() ?? (is.usual === undefined ? undefined : String(is.usual));
    if (word === undefined) throw this.#missing();
    const value = /^[+-]?\d+(\.\d+)?$/.test(word) ? Number(word) : NaN;
    if (value >= is.from && value <= is.to) return value;
    throw this.wrong(word, `a number from ${is.from} to ${is.to}`);
  }

  /** A whole number. */
  integer(is: { readonly from: number; readonly to: number; readonly usual?: number }): number {
    const word = this.peek;
    const value = this.number(is);
    if (Number.isInteger(value)) return value;
    throw this.wrong(word ?? '', 'a whole number');
  }

  /** One of these words; the first of them where there is no word left. */
  choice<T extends string>(words: readonly [T, ...T[]]): T {
    const word = this.take();
    if (word === undefined) return words[0];
    const found = words.find((known) => known === word);
    if (found === undefined) throw this.wrong(word, `one of ${words.join(', ')}`);
    return found;
  }

  way(): Way {
    return this.choice(['both', 'to-fob', 'to-host']);
  }

  /** A word that must be there. */
  word(): string {
    const word = this.take();
    if (word === undefined) throw this.#missing();
    return word;
  }

  /** @throws UsageError when a word is left. */
  end(): void {
    const word = this.peek;
    if (word !== undefined) throw new UsageError(`${this.#kind}: "${word}" is one word too many`);
  }

  wrong(word: string, wanted: string): UsageError {
    return new UsageError(`${this.#kind}: "${word}" is wrong: ${wanted} goes there`);
  }

  #missing(): UsageError {
    return new UsageError(`${this.#kind}: a word is missing: ${this.#kind} ${this.#usage}`);
  }
}
