import { UsageError } from '../../bytes/errors.ts';
import { checkDigits } from '../code-engine.ts';
import type { Algorithm } from '../parameters.ts';
import { type Kernel, type KernelKeys, STAGE_ITEMS } from './kernel.ts';

/** Where the codes of tokens are looked for; the arrays are as long as the indices. */
export interface VerifyWindows {
  /** The counters that are looked at first, 0 to 2⁵³ − 1. */
  readonly middle: Float64Array;
  /** How many counters before and after it are looked at too, each from 0. */
  readonly behind: Int32Array;
  readonly ahead: Int32Array;
  /** The codes as numbers; what no code can be, such as −1, is not found. */
  readonly values: Int32Array;
}

/** Positions of keys, each from 0 to below `count`. */
export type KeyIndices = Uint32Array | Int32Array;

/**
 * Keys of one algorithm, prepared for many codes: 40, 64 or 128 bytes each in the fast engine.
 * A code is a number below 10^digits, and below 2³¹, as of `hotpValue`; counters are 0 to 2⁵³ − 1,
 * digits 4 to 10. No call allocates, however many codes it makes.
 *
 * `UsageError` for arrays of unlike length, an index without a key, and numbers outside their
 * range; what comes before the wrong item may be written by then.
 */
export class BatchKeys {
  readonly algorithm: Algorithm;
  readonly count: number;
  readonly #kernel: Kernel;
  readonly #keys: KernelKeys;
  /** 1 where a key was set. */
  readonly #isSet: Uint8Array;
  #freed = false;

  /** Of `BatchEngine.keys`. */
  constructor(kernel: Kernel, algorithm: Algorithm, count: number) {
    if (!Number.isInteger(count) || count < 0 || count > MOST_KEYS) {
      throw new UsageError(`count: not a whole number from 0 to ${MOST_KEYS}`);
    }
    this.algorithm = algorithm;
    this.count = count;
    this.#kernel = kernel;
    this.#isSet = new Uint8Array(count);
    this.#keys = kernel.keys(algorithm, count);
  }

  /** Prepares `secret`, of any length, as key `index`. The bytes are not kept. */
  set(index: number, secret: Uint8Array): void {
    this.#refuseFreed();
    if (!Number.isInteger(index) || index < 0 || index >= this.count) refuseIndex();
    this.#keys.set(index, secret, secret.length);
    this.#isSet[index] = 1;
  }

  /** Prepares secrets that lie one behind the other, each `secretBytes` long, from key `first` on. */
  setMany(first: number, secrets: Uint8Array, secretBytes: number): void {
    this.#refuseFreed();
    const many = secrets.length / secretBytes;
    if (!Number.isInteger(many)) throw new UsageError('secrets: not a whole number of secrets');
    if (!Number.isInteger(first) || first < 0 || first + many > this.count) refuseIndex();
    if (many === 0) return;
    this.#keys.set(first, secrets, secretBytes);
    this.#isSet.fill(1, first, first + many);
  }

  /** The codes of one key at as many counters as `into` has room for, from `first` on. */
  codesOf(index: number, first: number, into: Int32Array, digits: number): void {
    this.#refuseFreed();
    checkDigits(digits);
    if (this.#isSet[index] !== 1) refuseIndex();
    if (!isCounter(first) || first > MOST_COUNTER - Math.max(into.length - 1, 0)) refuseCounter();
    for (let at = 0; at < into.length; at += STAGE_ITEMS) {
      const items = Math.min(STAGE_ITEMS, into.length - at);
      this.#keys.codesOf(index, first + at, items, digits);
      this.#take(into, at, items);
    }
  }

  /** The code of each key in `indices` at the counter in the same place. */
  codes(indices: KeyIndices, counters: Float64Array, into: Int32Array, digits: number): void {
    this.#refuseFreed();
    checkDigits(digits);
    sameLength(indices, counters, into);
    for (let at = 0; at < into.length; at += STAGE_ITEMS) {
      const items = Math.min(STAGE_ITEMS, into.length - at);
      this.#stageKeys(indices, counters, at, items);
      this.#keys.codes(items, digits);
      this.#take(into, at, items);
    }
  }

  /**
   * Looks for each token's code from the middle of its window outwards, and gives the offset of the
   * counter from the middle, or `NOT_FOUND`. The nearest wins, of two as near the one behind.
   * Counters below 0 or above 2⁵³ − 1 are not looked at.
   *
   * The time it takes tells where the code was found: for batches of one's own, not for a login.
   */
  verify(indices: KeyIndices, windows: VerifyWindows, into: Int32Array, digits: number): void {
    const { middle, behind, ahead, values } = windows;
    this.#refuseFreed();
    checkDigits(digits);
    sameLength(indices, middle, into);
    sameLength(behind, ahead, into);
    sameLength(values, values, into);
    for (let at = 0; at < into.length; at += STAGE_ITEMS) {
      const items = Math.min(STAGE_ITEMS, into.length - at);
      this.#stageKeys(indices, middle, at, items);
      this.#stageWindows(windows, at, items);
      this.#keys.verify(items, digits);
      this.#take(into, at, items);
    }
  }

  /** Overwrites all keys; one that is not set anew gives no code. */
  wipe(): void {
    this.#refuseFreed();
    this.#isSet.fill(0);
    this.#keys.wipe();
  }

  /** Overwrites the keys and gives their storage back; what is asked afterwards is refused. */
  free(): void {
    if (this.#freed) return;
    this.wipe();
    this.#freed = true;
    this.#keys.free();
  }

  #stageKeys(indices: KeyIndices, counters: Float64Array, at: number, items: number): void {
    const stage = this.#kernel.stage;
    const isSet = this.#isSet;
    for (let i = 0; i < items; i++) {
      const index = indices[at + i] ?? 0;
      const counter = counters[at + i] ?? 0;
      if (isSet[index] !== 1) refuseIndex();
      if (!isCounter(counter)) refuseCounter();
      stage.indices[i] = index;
      stage.counters[i] = counter;
    }
  }

  #stageWindows(windows: VerifyWindows, at: number, items: number): void {
    const stage = this.#kernel.stage;
    for (let i = 0; i < items; i++) {
      const counter = windows.middle[at + i] ?? 0;
      const behind = windows.behind[at + i] ?? 0;
      const ahead = windows.ahead[at + i] ?? 0;
      if (behind < 0 || ahead < 0) throw new UsageError('windows: less than no counters');
      stage.behind[i] = Math.min(behind, counter);
      stage.ahead[i] = Math.min(ahead, MOST_COUNTER - counter);
      stage.values[i] = windows.values[at + i] ?? 0;
    }
  }

  #take(into: Int32Array, at: number, items: number): void {
    const { results } = this.#kernel.stage;
    for (let i = 0; i < items; i++) into[at + i] = results[i] ?? 0;
  }

  #refuseFreed(): void {
    if (this.#freed) throw new UsageError('the keys have been freed');
  }
}

/** What 32 bits of address have room for, with the largest keys and something to spare. */
const MOST_KEYS = 30_000_000;
const MOST_COUNTER = Number.MAX_SAFE_INTEGER;

function isCounter(value: number): boolean {
  return value >= 0 && value <= MOST_COUNTER && Math.floor(value) === value;
}

function sameLength(
  a: { readonly length: number },
  b: { readonly length: number },
  into: Int32Array,
): void {
  if (a.length !== into.length || b.length !== into.length) {
    throw new UsageError('the arrays of a batch are not equally long');
  }
}

function refuseIndex(): never {
  throw new UsageError('index: no key was set there');
}

function refuseCounter(): never {
  throw new UsageError('counter: not an integer from 0 to 2^53 - 1');
}
