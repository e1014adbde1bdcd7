import { barCodes } from '../pdf/bar-codes.ts';
import { LabelError } from './label-error.ts';

/** A symbol of square modules. */
export interface SymbolMatrix {
  readonly columns: number;
  readonly rows: number;
  /** Row by row from the top. */
  readonly dark: readonly boolean[];
}

/** How much of a QR code may be unreadable: 7, 15, 25, 30 %. */
export type QrLevel = 'L' | 'M' | 'Q' | 'H';

/** Modules of the white that a reader wants around it: ISO/IEC 15417, 16022 and 18004. */
export const QUIET = { code128: 10, dataMatrix: 1, qr: 4 } as const;

/** The modules of a Code 128 (ISO/IEC 15417), from the first bar to the last; true is dark. */
export function code128(text: string): readonly boolean[] {
  const symbol = rawSymbol('code128', text);
  if (!('sbs' in symbol)) throw new LabelError('no Code 128 came of the text');
  return symbol.sbs.flatMap((width, index) => new Array<boolean>(width).fill(index % 2 === 0));
}

/** A square DataMatrix ECC 200 (ISO/IEC 16022), the smallest that holds the text. */
export function dataMatrix(text: string): SymbolMatrix {
  return matrixOf('datamatrix', text);
}

/** A QR code (ISO/IEC 18004), the smallest that holds the text at this level. */
export function qrCode(text: string, level: QrLevel): SymbolMatrix {
  return matrixOf('qrcode', text, { eclevel: level });
}

interface SymbolOptions {
  /** Of a QR code: its error correction. */
  readonly eclevel?: QrLevel;
}

function matrixOf(bcid: string, text: string, options: SymbolOptions = {}): SymbolMatrix {
  const symbol = rawSymbol(bcid, text, options);
  if (!('pixs' in symbol)) throw new LabelError('no symbol came of the text');
  return {
    columns: symbol.pixx,
    rows: symbol.pixy,
    dark: symbol.pixs.map((pixel) => pixel === 1),
  };
}

/** Of bars the widths, dark first; of a matrix its pixels. */
type RawSymbol =
  | { readonly sbs: readonly number[] }
  | { readonly pixs: readonly number[]; readonly pixx: number; readonly pixy: number };

function rawSymbol(bcid: string, text: string, options: SymbolOptions = {}): RawSymbol {
  try {
    const [symbol] = barCodes().raw({ ...options, bcid, text });
    if (symbol !== undefined) return symbol;
  } catch {
    // The library's message quotes the text, which may be a seed.
  }
  throw new LabelError(`a text of ${String(text.length)} characters does not go into a ${bcid}`);
}
