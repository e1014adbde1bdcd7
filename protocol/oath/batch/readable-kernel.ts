import { hotpValue } from '../code-engine.ts';
import { type HmacKey, prepareKey } from '../hmac.ts';
import type { Algorithm } from '../parameters.ts';
import { type Kernel, type KernelKeys, NOT_FOUND, type Stage, STAGE_ITEMS } from './kernel.ts';

/** The readable engine, one code after the other: the oracle of the fast one, and its fallback. */
export class ReadableKernel implements Kernel {
  readonly kind = 'readable';
  readonly stage: Stage = {
    indices: new Uint32Array(STAGE_ITEMS),
    counters: new Float64Array(STAGE_ITEMS),
    behind: new Int32Array(STAGE_ITEMS),
    ahead: new Int32Array(STAGE_ITEMS),
    values: new Int32Array(STAGE_ITEMS),
    results: new Int32Array(STAGE_ITEMS),
  };

  keys(algorithm: Algorithm): KernelKeys {
    return new ReadableKeys(algorithm, this.stage);
  }
}

class ReadableKeys implements KernelKeys {
  readonly #algorithm: Algorithm;
  readonly #stage: Stage;
  /** With holes where none was set. */
  readonly #keys: (HmacKey | undefined)[] = [];
  readonly #unset: HmacKey;

  constructor(algorithm: Algorithm, stage: Stage) {
    this.#algorithm = algorithm;
    this.#stage = stage;
    this.#unset = prepareKey(algorithm, new Uint8Array());
  }

  set(first: number, secrets: Uint8Array, secretBytes: number): void {
    const count = secretBytes === 0 ? 1 : secrets.length / secretBytes;
    for (let i = 0; i < count; i++) {
      const secret = secrets.subarray(i * secretBytes, (i + 1) * secretBytes);
      this.#keys[first + i]?.wipe();
      this.#keys[first + i] = prepareKey(this.#algorithm, secret);
    }
  }

  codes(items: number, digits: number): void {
    const { counters, results } = this.#stage;
    for (let i = 0; i < items; i++) {
      results[i] = hotpValue(this.#staged(i), counters[i] ?? 0, digits);
    }
  }

  codesOf(index: number, first: number, items: number, digits: number): void {
    const key = this.#keys[index] ?? this.#unset;
    const { results } = this.#stage;
    for (let i = 0; i < items; i++) results[i] = hotpValue(key, first + i, digits);
  }

  verify(items: number, digits: number): void {
    const { results } = this.#stage;
    for (let i = 0; i < items; i++) results[i] = this.#search(i, digits);
  }

  wipe(): void {
    for (const key of this.#keys.splice(0)) key?.wipe();
  }

  free(): void {
    this.wipe();
  }

  #staged(item: number): HmacKey {
    return this.#keys[this.#stage.indices[item] ?? 0] ?? this.#unset;
  }

  #search(item: number, digits: number): number {
    const { counters, behind, ahead, values } = this.#stage;
    const key = this.#staged(item);
    const [middle, value] = [counters[item] ?? 0, values[item] ?? 0];
    const [most, least] = [ahead[item] ?? 0, behind[item] ?? 0];
    for (let distance = 0; distance <= Math.max(most, least); distance++) {
      if (distance <= least && hotpValue(key, middle - distance, digits) === value) {
        return distance === 0 ? 0 : -distance;
      }
      if (distance > 0 && distance <= most && hotpValue(key, middle + distance, digits) === value) {
        return distance;
      }
    }
    return NOT_FOUND;
  }
}
