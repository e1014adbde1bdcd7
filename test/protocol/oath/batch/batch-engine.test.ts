import { afterEach, describe, expect, it, vi } from 'vitest';
import { fromHex } from '../../../../protocol/bytes/hex.ts';
import {
  makeBatchEngine,
  readableBatchEngine,
} from '../../../../protocol/oath/batch/batch-engine.ts';
import { batchModule, isBatchModule } from '../../../../protocol/oath/batch/engine-wasm.ts';
import { codeText } from '../../../../protocol/oath/code-engine.ts';
import type { Algorithm } from '../../../../protocol/oath/parameters.ts';
import { vectors } from '../oath-support.ts';

const rfc4226 = vectors('rfc4226.json') as { seed_hex: string; codes_by_counter: string[] };
const rfc6238 = vectors('rfc6238.json') as {
  digits: number;
  step_s: number;
  vectors: { unix_s: number; algorithm: Algorithm; seed_hex: string; code: string }[];
};

afterEach(() => vi.unstubAllGlobals());

const engines = [makeBatchEngine(), readableBatchEngine()];

describe.each(engines)('the $kind engine', (engine) => {
  it('RFC 4226 appendix D: ten counters of one key', () => {
    const keys = engine.keys('SHA1', 1);
    keys.set(0, fromHex(rfc4226.seed_hex));
    const into = new Int32Array(10);
    keys.codesOf(0, 0, into, 6);
    expect(Array.from(into, (value) => codeText(value, 6))).toEqual(rfc4226.codes_by_counter);
  });

  it.each(['SHA1', 'SHA256', 'SHA512'] as const)('RFC 6238 appendix B: %s', (algorithm) => {
    const own = rfc6238.vectors.filter((vector) => vector.algorithm === algorithm);
    const keys = engine.keys(algorithm, own.length);
    for (const [i, { seed_hex }] of own.entries()) keys.set(i, fromHex(seed_hex));
    const into = new Int32Array(own.length);
    const steps = own.map(({ unix_s }) => Math.floor(unix_s / rfc6238.step_s));
    keys.codes(Uint32Array.from(own.keys()), Float64Array.from(steps), into, rfc6238.digits);
    const codes = Array.from(into, (value) => codeText(value, rfc6238.digits));
    expect(codes).toEqual(own.map(({ code }) => code));
  });
});

describe('the fastest engine', () => {
  it('is that of WebAssembly SIMD on Node', () => {
    expect(makeBatchEngine().kind).toBe('simd');
  });

  it('is the readable one where there is no WebAssembly', () => {
    vi.stubGlobal('WebAssembly', undefined);
    expect(makeBatchEngine().kind).toBe('readable');
  });

  it('is of a module that another thread compiled', () => {
    const module: unknown = structuredClone(batchModule());
    expect(isBatchModule(module) && makeBatchEngine(module).kind).toBe('simd');
    expect(isBatchModule({})).toBe(false);
  });
});

it('the readable engine is taken where SIMD does not compile', async () => {
  vi.resetModules();
  const refuse = vi.fn(function () {
    throw new TypeError('invalid opcode 0xfd');
  });
  vi.stubGlobal('WebAssembly', { Module: refuse });
  const fresh = await import('../../../../protocol/oath/batch/batch-engine.ts');
  expect(fresh.makeBatchEngine().kind).toBe('readable');
  expect(refuse).toHaveBeenCalled();
});
