import type { Algorithm } from '../parameters.ts';
import { BatchKeys } from './batch-keys.ts';
import type { Kernel } from './kernel.ts';
import { ReadableKernel } from './readable-kernel.ts';

/** Computes codes by the thousand. Not constant-time: a single login has the readable engine. */
export class BatchEngine {
  readonly #kernel: Kernel;

  /** By `makeBatchEngine` and `readableBatchEngine`. */
  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /** `simd`: WebAssembly, four codes at once (two of SHA-512). `readable`: one after the other. */
  get kind(): Kernel['kind'] {
    return this.#kernel.kind;
  }

  /** Storage of `count` keys, to be set; free it when done. */
  keys(algorithm: Algorithm, count: number): BatchKeys {
    return new BatchKeys(this.#kernel, algorithm, count);
  }
}

/** The fastest engine there is here. */
export function makeBatchEngine(): BatchEngine {
  return readableBatchEngine();
}

/** The engine that needs no WebAssembly. */
export function readableBatchEngine(): BatchEngine {
  return new BatchEngine(new ReadableKernel());
}
