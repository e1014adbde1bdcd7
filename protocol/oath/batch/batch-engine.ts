import type { Algorithm } from '../parameters.ts';
import { BatchKeys } from './batch-keys.ts';
import { type BatchModule, batchModule, instantiate } from './engine-wasm.ts';
import type { Kernel } from './kernel.ts';
import { ReadableKernel } from './readable-kernel.ts';
import { SimdKernel } from './simd-kernel.ts';

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

/**
 * The fastest engine there is here: of `module`, which another thread may have compiled, or the
 * readable one where WebAssembly or its SIMD is missing, or the policy of a page forbids it (it has
 * to allow 'wasm-unsafe-eval').
 */
export function makeBatchEngine(module: BatchModule | undefined = batchModule()): BatchEngine {
  const engine = module === undefined ? undefined : instantiate(module);
  return engine === undefined ? readableBatchEngine() : new BatchEngine(new SimdKernel(engine));
}

/** The engine that needs no WebAssembly. */
export function readableBatchEngine(): BatchEngine {
  return new BatchEngine(new ReadableKernel());
}
