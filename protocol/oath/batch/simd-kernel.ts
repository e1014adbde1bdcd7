import { UsageError } from '../../bytes/errors.ts';
import type { Algorithm } from '../parameters.ts';
import { sha1 } from '../sha1.ts';
import { sha256 } from '../sha256.ts';
import { sha512 } from '../sha512.ts';
import type { EngineExports } from './engine-wasm.ts';
import { type Kernel, type KernelKeys, type Stage, STAGE_ITEMS } from './kernel.ts';
import { MemoryBlocks } from './memory-blocks.ts';

/** Secrets that the engine prepares at once. */
const MOST_SECRETS = 64;

interface Shape {
  /** The engine's number of the hash. */
  readonly hash: number;
  readonly keyBytes: number;
  readonly blockBytes: number;
  readonly digest: (data: Uint8Array) => Uint8Array;
}

const SHAPES: Readonly<Record<Algorithm, Shape>> = {
  SHA1: { hash: 0, keyBytes: 40, blockBytes: 64, digest: sha1 },
  SHA256: { hash: 1, keyBytes: 64, blockBytes: 64, digest: sha256 },
  SHA512: { hash: 2, keyBytes: 128, blockBytes: 128, digest: sha512 },
};

/** Four codes at once, two of SHA-512, by the engine in assembly/. */
export class SimdKernel implements Kernel {
  readonly kind = 'simd';
  readonly #engine: EngineExports;
  readonly #blocks: MemoryBlocks;
  #stage: Stage;

  constructor(engine: EngineExports) {
    this.#engine = engine;
    this.#blocks = new MemoryBlocks(engine.memory, engine.HEAP.value);
    this.#stage = stageIn(engine);
  }

  get stage(): Stage {
    return this.#stage;
  }

  keys(algorithm: Algorithm, count: number): KernelKeys {
    const engine = this.#engine;
    const shape = SHAPES[algorithm];
    const bytes = count * shape.keyBytes;
    const at = this.#take(bytes);
    return {
      set: (first, secrets, secretBytes) => {
        prepare(engine, shape, at + first * shape.keyBytes, { secrets, secretBytes });
      },
      codes: (items, digits) => {
        engine.codes(shape.hash, at, items, modulus(digits));
      },
      codesOf: (index, first, items, digits) => {
        engine.codesOf(shape.hash, at + index * shape.keyBytes, first, items, modulus(digits));
      },
      verify: (items, digits) => {
        engine.verify(shape.hash, at, items, modulus(digits));
      },
      wipe: () => {
        new Uint8Array(engine.memory.buffer, at, bytes).fill(0);
        engine.forget();
      },
      free: () => {
        this.#blocks.give(at, bytes);
      },
    };
  }

  #take(bytes: number): number {
    try {
      return this.#blocks.take(bytes);
    } catch (cause) {
      throw new UsageError('count: there is no memory for so many keys', { cause });
    } finally {
      // A memory that grew has a new buffer.
      this.#stage = stageIn(this.#engine);
    }
  }
}

function stageIn(engine: EngineExports): Stage {
  const { buffer } = engine.memory;
  const ints = (at: { readonly value: number }) => new Int32Array(buffer, at.value, STAGE_ITEMS);
  return {
    indices: new Uint32Array(buffer, engine.INDICES.value, STAGE_ITEMS),
    counters: new Float64Array(buffer, engine.COUNTERS.value, STAGE_ITEMS),
    behind: ints(engine.BEHIND),
    ahead: ints(engine.AHEAD),
    values: ints(engine.VALUES),
    results: ints(engine.RESULTS),
  };
}

interface Secrets {
  readonly secrets: Uint8Array;
  readonly secretBytes: number;
}

/** Keys of the secrets, from the address `at` on. */
function prepare(
  engine: EngineExports,
  { hash, keyBytes, blockBytes, digest }: Shape,
  at: number,
  { secrets, secretBytes }: Secrets,
): void {
  const count = secretBytes === 0 ? 1 : secrets.length / secretBytes;
  const stage = new Uint8Array(
    engine.memory.buffer,
    engine.SECRETS.value,
    MOST_SECRETS * blockBytes,
  );
  for (let first = 0; first < count; first += MOST_SECRETS) {
    const many = Math.min(MOST_SECRETS, count - first);
    for (let i = 0; i < many; i++) {
      const from = (first + i) * secretBytes;
      const secret = secrets.subarray(from, from + secretBytes);
      // RFC 2104 §2: a key longer than a block is hashed first.
      stage.set(secretBytes > blockBytes ? digest(secret) : secret, i * blockBytes);
    }
    engine.prepare(hash, at + first * keyBytes, many);
  }
}

/** Of a code of ten digits: every 31-bit value is its own remainder. */
function modulus(digits: number): number {
  let power = 1;
  for (let i = 0; i < digits && i < 9; i++) power *= 10;
  return digits > 9 ? 0x8000_0000 : power;
}
