import type { Algorithm } from '../parameters.ts';

/** Items of a batch that a kernel takes at once. */
export const STAGE_ITEMS = 2048;

/** Where the numbers of `STAGE_ITEMS` items lie for a kernel. A kernel may replace the arrays. */
export interface Stage {
  readonly indices: Uint32Array;
  /** Of verification: the middles of the windows. */
  readonly counters: Float64Array;
  readonly behind: Int32Array;
  readonly ahead: Int32Array;
  readonly values: Int32Array;
  /** What the kernel found: values, or offsets. */
  readonly results: Int32Array;
}

/**
 * What computes the codes of a `BatchKeys`. Nothing is checked here: indices are below the count
 * of keys and of keys that were set, counters and windows within 0 to 2⁵³ − 1, digits 4 to 10.
 */
export interface KernelKeys {
  /** Prepares secrets that lie one behind the other, each `secretBytes` long, as keys from `first` on. */
  readonly set: (first: number, secrets: Uint8Array, secretBytes: number) => void;
  /** Values of `items` staged indices and counters. */
  readonly codes: (items: number, digits: number) => void;
  /** Values of one key at `items` counters from `first` on. */
  readonly codesOf: (index: number, first: number, items: number, digits: number) => void;
  /** Offsets, or `NOT_FOUND`, of `items` staged windows. */
  readonly verify: (items: number, digits: number) => void;
  readonly wipe: () => void;
  /** Gives the storage back; nothing is called afterwards. */
  readonly free: () => void;
}

/** A way to compute many codes. */
export interface Kernel {
  readonly kind: 'simd' | 'readable';
  readonly stage: Stage;
  /** Storage of `count` keys, to be set. */
  readonly keys: (algorithm: Algorithm, count: number) => KernelKeys;
}

/** The offset of a token whose code is nowhere in its window. */
export const NOT_FOUND = -0x8000_0000;
