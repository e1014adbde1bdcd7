import { MODULE_BASE64 } from './engine-module.ts';

/** The compiled engine; it can be posted to a worker. */
export interface BatchModule {
  readonly [Symbol.toStringTag]: string;
}

/** A global or a memory of the module, and its exports (assembly/index.ts). */
interface Address {
  readonly value: number;
}
export interface EngineExports {
  readonly memory: { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number };
  readonly HEAP: Address;
  readonly SECRETS: Address;
  readonly INDICES: Address;
  readonly COUNTERS: Address;
  readonly BEHIND: Address;
  readonly AHEAD: Address;
  readonly VALUES: Address;
  readonly RESULTS: Address;
  readonly prepare: (hash: number, keys: number, count: number) => void;
  readonly codes: (hash: number, keys: number, items: number, modulus: number) => void;
  readonly codesOf: (...args: CodesOfArguments) => void;
  readonly verify: (hash: number, keys: number, items: number, modulus: number) => void;
  readonly forget: () => void;
}
type CodesOfArguments = [hash: number, key: number, first: number, items: number, modulus: number];

/** What every engine has as a global, and TypeScript declares only with a browser's. */
declare const WebAssembly:
  | {
      readonly Module: new (bytes: Uint8Array) => BatchModule;
      readonly Instance: new (module: BatchModule) => { readonly exports: EngineExports };
    }
  | undefined;

let compiled: BatchModule | undefined;

/** The engine, compiled once; undefined where there is no WebAssembly, or none with SIMD. */
export function batchModule(): BatchModule | undefined {
  if (typeof WebAssembly === 'undefined') return undefined;
  try {
    return (compiled ??= new WebAssembly.Module(base64Bytes(MODULE_BASE64)));
  } catch {
    // No SIMD, or a page whose policy forbids to compile.
    return undefined;
  }
}

/** Tells a module that came from elsewhere, such as a worker's data. */
export function isBatchModule(value: unknown): value is BatchModule {
  return typeof WebAssembly !== 'undefined' && value instanceof WebAssembly.Module;
}

/** A fresh engine with a memory of its own. */
export function instantiate(module: BatchModule): EngineExports | undefined {
  return typeof WebAssembly === 'undefined' ? undefined : new WebAssembly.Instance(module).exports;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Of our own text: what is no digit, a line break or the padding, is skipped. */
function base64Bytes(text: string): Uint8Array {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const digit of text) {
    const value = ALPHABET.indexOf(digit);
    if (value < 0) continue;
    bits = (bits << 6) | value;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes.push((bits >> held) & 0xff);
  }
  return Uint8Array.from(bytes);
}
