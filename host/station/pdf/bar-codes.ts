import type BwipJs from 'bwip-js';
import { createRequire } from 'node:module';

type BarCodes = typeof BwipJs;

let loaded: BarCodes | undefined;

/** The library of bar codes, loaded when it is used first: it takes a sixth of a second. */
export function barCodes(): BarCodes {
  if (loaded !== undefined) return loaded;
  const module: unknown = createRequire(import.meta.url)('bwip-js');
  if (!isBarCodes(module)) throw new Error('bwip-js is not what it was');
  loaded = module;
  return module;
}

function isBarCodes(module: unknown): module is BarCodes {
  return typeof module === 'object' && module !== null && 'raw' in module && 'FontLib' in module;
}
