import type BwipJs from 'bwip-js';
import { createRequire } from 'node:module';

/** White modules that a reader wants around the code (ISO/IEC 18004). */
const QUIET = 4;

/**
 * An address as a QR code, an SVG document without scripts and styles. The address holds a
 * single-use activation code: show it once, and send it with `Cache-Control: no-store`.
 */
export function activationQr(url: string): string {
  const symbol = matrixOf(url);
  const squares = symbol.pixs.flatMap((pixel, index) => {
    const column = index % symbol.pixx;
    const row = (index - column) / symbol.pixx;
    return pixel === 1 ? [`M${String(column + QUIET)} ${String(row + QUIET)}h1v1h-1z`] : [];
  });
  const box = `0 0 ${String(symbol.pixx + 2 * QUIET)} ${String(symbol.pixy + 2 * QUIET)}`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" shape-rendering="crispEdges">` +
    `<rect width="100%" height="100%" fill="#fff"/><path d="${squares.join('')}"/></svg>`
  );
}

interface Matrix {
  readonly pixs: readonly number[];
  readonly pixx: number;
  readonly pixy: number;
}

function matrixOf(text: string): Matrix {
  // Takes a sixth of a second to load: only when a code is shown.
  const library: unknown = createRequire(import.meta.url)('bwip-js');
  if (!isBarCodes(library)) throw new Error('bwip-js is not what it was');
  let symbol: object | undefined;
  try {
    const options = { bcid: 'qrcode', text, eclevel: 'M' };
    [symbol] = library.raw(options);
  } catch {
    // The library's message quotes the text, which is a secret.
  }
  if (symbol === undefined || !isMatrix(symbol)) throw new Error('no QR code came of the address');
  return symbol;
}

function isBarCodes(module: unknown): module is Pick<typeof BwipJs, 'raw'> {
  return typeof module === 'object' && module !== null && 'raw' in module;
}

function isMatrix(symbol: object): symbol is Matrix {
  return 'pixs' in symbol && 'pixx' in symbol && 'pixy' in symbol;
}
